package xnorsim.extensions;

import java.util.List;
import java.util.Map;
import xnorsim.arrays.readout.Conversion;
import xnorsim.arrays.readout.LevelReadout;
import xnorsim.arrays.readout.Readout;
import xnorsim.arrays.rows.LevelReader;
import xnorsim.base.Key;
import xnorsim.base.KeySpec;
import xnorsim.base.Keys;
import xnorsim.base.Section;

/**
 * A converter in which every n-th code is missing: such a level reads as the one below. An extension without any change
 * of main code.
 *
 * @param every n: multiples of it are missing codes
 */
public record LossyReadout(
        @Key(range = "2..65535", text = "every n-th level reads as the one below") int every)
        implements
            LevelReadout {

    private static final Keys<LossyReadout> KEYS = Keys.of(LossyReadout.class, "architecture: readout");
    private static final LossyReadout DEFAULTS = new LossyReadout(10);

    /** Checks the range. */
    public LossyReadout {
        KEYS.check(every);
    }

    /** Reads {@code every}, by default 10. */
    public static final class Kind implements Readout.Kind {
        /** For the registry. */
        public Kind() {}

        @Override
        public String key() {
            return "lossy";
        }

        @Override
        public String text() {
            return "exact counts and a converter with missing codes";
        }

        @Override
        public List<KeySpec> keys() {
            return KEYS.specs();
        }

        @Override
        public Map<String, String> defaults() {
            return KEYS.values(DEFAULTS);
        }

        @Override
        public Readout read(Section own, long clockPeriodPs) {
            return KEYS.read(own.node(), DEFAULTS, key -> key);
        }
    }

    @Override
    public String key() {
        return "lossy";
    }

    @Override
    public LevelReader reader(int columns, int slots, long array) {
        return (row, levels, sampling) -> levels > 0 && levels % every == 0 ? levels - 1 : levels;
    }

    @Override
    public Conversion costsAs() {
        return Conversion.EXACT;
    }
}
