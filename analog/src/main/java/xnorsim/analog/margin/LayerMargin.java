package xnorsim.analog.margin;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import xnorsim.analog.CapacitorRange;
import xnorsim.analog.Exactness;
import xnorsim.analog.FixedErrors;
import xnorsim.analog.HoldTime;
import xnorsim.analog.RandomSource;
import xnorsim.analog.chance.Probabilities;
import xnorsim.analog.chance.LayerShape;
import xnorsim.arrays.readout.AnalogReadout;

/**
 * The errors of a readout in one layer, or in one subarray.
 *
 * @param name                  of the layer
 * @param slots                 1 or 2
 * @param columnsInUse          of its widest subarray
 * @param hold                  time between the two samplings
 * @param errors                worst cases of the deterministic terms at the longest hold time
 * @param exact                 whether the deterministic terms change no code
 * @param longestHoldPs         as {@link Exactness#longestHoldPs}
 * @param shortestSamplingPs    as {@link Exactness#shortestSamplingPs}
 * @param capacitors            as {@link Exactness#capacitors}
 * @param fewestBits            as {@link Exactness#fewestBits}
 * @param chances               by random source that the readout has: that it alone changes what comes out without it
 * @param fixed                 of the deterministic terms: 0 or 1
 * @param together              of all terms
 */
public record LayerMargin(String name, int slots, int columnsInUse, HoldTime hold, FixedErrors errors, boolean exact,
        OptionalLong longestHoldPs, OptionalLong shortestSamplingPs, Optional<CapacitorRange> capacitors,
        OptionalInt fewestBits,
        Map<RandomSource, Probabilities> chances, Probabilities fixed, Probabilities together) {

    /** Copies the map, in the order of the sources. */
    public LayerMargin {
        chances = chances.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(chances));
    }

    static LayerMargin of(LayerShape shape, AnalogReadout readout, HoldTime hold) {
        Exactness widest = new Exactness(readout, shape.columns(), shape.widest(), shape.slots(), hold.longestPs());
        boolean exact = widest.isExact()
                && new Exactness(readout, shape.columns(), shape.widest(), shape.slots(), hold.shortestPs()).isExact();
        Map<RandomSource, Probabilities> chances = new EnumMap<>(RandomSource.class);
        for (RandomSource source : RandomSource.values()) {
            if (source.isIn(readout)) {
                chances.put(source, Probabilities.ofRandom(shape, source.alone(readout), hold.longestPs()));
            }
        }
        return new LayerMargin(shape.name(), shape.slots(), shape.widest(), hold, FixedErrors.of(widest), exact,
                widest.longestHoldPs(), widest.shortestSamplingPs(), widest.capacitors(), widest.fewestBits(), chances,
                Probabilities.of(shape, RandomSource.none(readout), hold.longestPs()),
                Probabilities.of(shape, readout, hold.longestPs()));
    }
}
