package xnorsim.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import xnorsim.sim.BankSignal;
import xnorsim.sim.BitSignal;
import xnorsim.sim.Engine;
import xnorsim.sim.IntegerSignal;
import xnorsim.sim.Phase;
import xnorsim.sim.RealSignal;
import xnorsim.sim.Scope;
import xnorsim.sim.Signal;
import xnorsim.sim.VectorSignal;
import xnorsim.vcd.VcdDump;
import xnorsim.vcd.VcdReader;
import xnorsim.vcd.VcdVariable;

/** What goes through an engine into a file comes out of the independent reader at every time. */
class VcdRoundTripPropertyTest {

    private static final int[] INTEGER_WIDTHS = {1, 2, 7, 8, 9, 31, 63, 64};
    private static final int[] VECTOR_WIDTHS = {1, 63, 64, 65, 127, 512, 513};
    private static final int LANES = 5;

    /** One signal with a way to give it a random value and to say what that value is. */
    private interface Driven {
        void change(Random random);

        /** Value of each variable that the signal is shown as, all bits or a decimal number. */
        Map<String, String> values();
    }

    private static String bits(BigInteger value, int width) {
        String digits = value.mod(BigInteger.ONE.shiftLeft(width)).toString(2);
        return "0".repeat(width - digits.length()) + digits;
    }

    /** Extremes often, zeros and ones in the upper bits likewise. */
    private static long word(Random random, int width, boolean signed) {
        long raw = switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> 1L << (width - 1);
            case 3 -> random.nextLong() >>> random.nextInt(64);
            default -> random.nextLong();
        };
        return signed ? raw << (64 - width) >> (64 - width) : raw << (64 - width) >>> (64 - width);
    }

    /** A design whose signals are made in an order that depends on {@code order}, but are called the same. */
    private static final class Design {
        final Engine engine = new Engine();
        final Scope scope = engine.root().child("s");
        final Map<String, Driven> driven = new TreeMap<>();
        final Map<String, Signal> signals = new TreeMap<>();

        final int lanes;

        Design(Random order, int lanes) {
            this.lanes = lanes;
            List<Runnable> makers = new ArrayList<>();
            makers.add(() -> addBit("bit"));
            makers.add(() -> addReal("real"));
            for (int width : INTEGER_WIDTHS) {
                makers.add(() -> addInteger("u" + width, width, false));
                makers.add(() -> addInteger("i" + width, width, true));
                makers.add(() -> addBank("bank" + width, width, width % 2 == 0));
            }
            for (int width : VECTOR_WIDTHS) {
                makers.add(() -> addVector("v" + width, width));
            }
            Collections.shuffle(makers, order);
            makers.forEach(Runnable::run);
        }

        private void add(String name, Signal signal, Driven one) {
            signals.put(name, signal);
            driven.put(name, one);
        }

        private void addBit(String name) {
            BitSignal.Driver driver = scope.bit(name);
            add(name, driver.signal(), new Driven() {
                @Override
                public void change(Random random) {
                    driver.set(random.nextBoolean());
                }

                @Override
                public Map<String, String> values() {
                    return Map.of("s." + name, driver.signal().value() ? "1" : "0");
                }
            });
        }

        private void addReal(String name) {
            RealSignal.Driver driver = scope.real(name);
            add(name, driver.signal(), new Driven() {
                @Override
                public void change(Random random) {
                    double value = Double.longBitsToDouble(random.nextLong());
                    driver.set(Double.isFinite(value) && random.nextBoolean() ? value : random.nextInt(3) - 1);
                }

                @Override
                public Map<String, String> values() {
                    return Map.of("s." + name, Double.toString(driver.signal().value()));
                }
            });
        }

        private void addInteger(String name, int width, boolean signed) {
            IntegerSignal.Driver driver = scope.integer(name, width, signed);
            add(name, driver.signal(), new Driven() {
                @Override
                public void change(Random random) {
                    driver.set(word(random, width, signed));
                }

                @Override
                public Map<String, String> values() {
                    return Map.of("s." + name, bits(BigInteger.valueOf(driver.signal().value()), width));
                }
            });
        }

        private void addBank(String name, int width, boolean signed) {
            long[] register = new long[lanes];
            BankSignal.Driver driver = scope.bank("row", lanes, name, width, signed, lane -> register[lane]);
            add(name, driver.signal(), new Driven() {
                @Override
                public void change(Random random) {
                    for (int lane = 0; lane < lanes; lane++) {
                        if (random.nextBoolean()) {
                            register[lane] = word(random, width, signed);
                        }
                    }
                    driver.updated();
                }

                @Override
                public Map<String, String> values() {
                    Map<String, String> values = new TreeMap<>();
                    for (int lane = 0; lane < lanes; lane++) {
                        values.put("s.row" + lane + "." + name, bits(BigInteger.valueOf(register[lane]), width));
                    }
                    return values;
                }
            });
        }

        private void addVector(String name, int width) {
            long[] register = new long[(width + 63) / 64];
            VectorSignal.Driver driver = scope.vector(name, width, register);
            add(name, driver.signal(), new Driven() {
                @Override
                public void change(Random random) {
                    for (int k = 0; k < register.length; k++) {
                        register[k] = word(random, Math.min(64, width - 64 * k), false);
                    }
                    driver.updated();
                }

                @Override
                public Map<String, String> values() {
                    StringBuilder digits = new StringBuilder();
                    for (int bit = width - 1; bit >= 0; bit--) {
                        digits.append(driver.signal().bit(bit) ? '1' : '0');
                    }
                    return Map.of("s." + name, digits.toString());
                }
            });
        }
    }

    /** Runs a history that {@code seed} fixes; returns the values after each instant with an event. */
    private static NavigableMap<Long, Map<String, String>> run(Design design, long seed, int instants, Random order,
            Path file) throws IOException {
        TreeMap<Long, Map<String, String>> history = new TreeMap<>();
        Random times = new Random(seed);
        long time = 0;
        for (int k = 0; k < instants; k++) {
            time += 1 + (times.nextLong() >>> (4 + times.nextInt(59))) / instants;
            List<Runnable> changes = new ArrayList<>();
            for (Map.Entry<String, Driven> entry : design.driven.entrySet()) {
                if (times.nextInt(4) == 0) {
                    long changeSeed = times.nextLong();
                    changes.add(() -> entry.getValue().change(new Random(changeSeed)));
                }
            }
            Collections.shuffle(changes, order);
            for (Runnable change : changes) {
                design.engine.schedule(time, Phase.UPDATE, change::run);
            }
            design.engine.schedule(time, Phase.OBSERVE, () -> history.put(design.engine.nowPs(), values(design)));
        }
        history.put(0L, values(design));
        List<WaveformScope> scopes = List.of(new WaveformScope("s", List.copyOf(design.signals.values())));
        try (WaveformRecorder writer = WaveformRecorder.open(file, design.engine, scopes)) {
            design.engine.runUntil(time);
            writer.finish();
        }
        return history;
    }

    private static Map<String, String> values(Design design) {
        Map<String, String> values = new TreeMap<>();
        design.driven.values().forEach(one -> values.putAll(one.values()));
        return values;
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("round-trip", ".vcd");
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    @Property(tries = 60)
    void valuesReadBack_equalTheValuesAtEveryTime(@ForAll long seed, @ForAll @IntRange(max = 40) int instants)
            throws IOException {
        checkReadingBack(seed, instants, LANES);
    }

    @Property(tries = 3)
    void valuesOfBanksAcrossWords_readBack(@ForAll long seed) throws IOException {
        for (int lanes : VECTOR_WIDTHS) {
            checkReadingBack(seed, 5, lanes);
        }
    }

    private static void checkReadingBack(long seed, int instants, int lanes) throws IOException {
        Path file = temporary();
        try {
            NavigableMap<Long, Map<String, String>> history = run(new Design(new Random(1), lanes), seed, instants,
                    new Random(seed), file);
            VcdDump dump = VcdReader.read(file);
            assertThat(dump.times().getLast()).isEqualTo(history.lastKey());
            assertThat(dump.paths()).containsExactlyInAnyOrderElementsOf(history.firstEntry().getValue().keySet());
            for (Map.Entry<Long, Map<String, String>> instant : history.entrySet()) {
                for (VcdVariable variable : dump.variables()) {
                    assertThat(variable.text(instant.getKey())).as("%s at %s", variable, instant.getKey())
                            .isEqualTo(instant.getValue().get(variable.path()));
                }
            }
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 30)
    void orderOfMakingSignalsAndOfChanges_doesNotMoveAByte(@ForAll long seed, @ForAll long order) throws IOException {
        Path one = temporary();
        Path two = temporary();
        try {
            run(new Design(new Random(1), LANES), seed, 20, new Random(1), one);
            run(new Design(new Random(order), LANES), seed, 20, new Random(order), two);
            assertThat(Files.mismatch(one, two)).isEqualTo(-1);
        } finally {
            Files.delete(one);
            Files.delete(two);
        }
    }
}
