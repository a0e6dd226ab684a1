package xnorsim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A circuit of registers and paths without delay behaves the same whatever the order in which its parts are made. */
class RegistrationOrderPropertyTest {

    private static final int CYCLES = 12;

    /** A wire from a part to whoever reads it; made first, so that parts can be made in any order. */
    private static final class Net {
        private final IntegerSignal.Driver driver;

        Net(Scope scope, String name) {
            driver = scope.integer(name, 16, false);
        }
    }

    /** Takes the sum of its inputs, at every edge or, without a clock, whenever one of them changes. */
    private static final class Part extends Component {
        private final List<Net> inputs;
        private final Net output;
        private final int offset;
        private final Clock clock;
        private final boolean clocked;
        private long next;

        Part(Scope scope, Clock clock, boolean clocked, List<Net> inputs, Net output, int offset) {
            super(scope);
            this.clock = clock;
            this.clocked = clocked;
            this.inputs = inputs;
            this.output = output;
            this.offset = offset;
            if (clocked) {
                wakeAtPs(clock.edgePs(1));
            } else {
                inputs.forEach(net -> sensitiveTo(net.driver.signal()));
            }
        }

        @Override
        protected void evaluate() {
            next = offset;
            for (Net net : inputs) {
                next += net.driver.signal().value();
            }
            next &= 0xFFFF;
            requestUpdate();
        }

        @Override
        protected void update() {
            output.driver.set(next);
            if (clocked && clock.lastEdge() < CYCLES) {
                wakeAtPs(clock.edgePs(clock.lastEdge() + 1));
            }
        }
    }

    private static List<String> waveform(long seed, int parts, long order) {
        Engine engine = new Engine();
        Clock clock = new Clock(engine.root(), "clk", 10);
        Random random = new Random(seed);
        List<Net> nets = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            nets.add(new Net(engine.root(), "n" + i));
        }
        List<Runnable> makings = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            Scope scope = engine.root().child("part" + i);
            boolean clocked = i < 2 || random.nextBoolean();
            // Without a clock only earlier nets are read, so that no loop is without delay.
            List<Net> readable = clocked ? nets : nets.subList(0, i);
            List<Net> inputs = List.of(readable.get(random.nextInt(readable.size())),
                    readable.get(random.nextInt(readable.size())));
            Net output = nets.get(i);
            int offset = 1 + random.nextInt(9);
            makings.add(() -> new Part(scope, clock, clocked, inputs, output, offset));
        }
        Collections.shuffle(makings, new Random(order));
        makings.forEach(Runnable::run);
        List<String> lines = new ArrayList<>();
        for (int cycle = 1; cycle <= CYCLES; cycle++) {
            engine.runUntil(10L * cycle);
            lines.add(nets.stream().map(net -> Long.toString(net.driver.signal().value())).toList().toString());
        }
        return lines;
    }

    @Property(tries = 300)
    void orderOfMaking_changesNoValueInAnyCycle(@ForAll long seed, @ForAll @IntRange(min = 3, max = 40) int parts,
            @ForAll long order) {
        assertThat(waveform(seed, parts, order)).isEqualTo(waveform(seed, parts, order + 1));
    }
}
