package xnorsim.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentTest {

    private final Engine engine = new Engine();

    /** A register that adds its source to itself at each of the first {@code edges} edges. */
    private static final class Accumulator extends Component {
        private final Clock clock;
        private final IntegerSignal source;
        private final IntegerSignal.Driver sum;
        private final long edges;
        private long next;

        Accumulator(Scope scope, Clock clock, IntegerSignal source, long edges) {
            super(scope);
            this.clock = clock;
            this.source = source;
            this.edges = edges;
            this.sum = scope.integer("sum", 32, false);
            wakeAtPs(clock.edgePs(1));
        }

        @Override
        protected void evaluate() {
            next = sum.signal().value() + source.value();
            requestUpdate();
        }

        @Override
        protected void update() {
            sum.set(next);
            if (clock.lastEdge() < edges) {
                wakeAtPs(clock.edgePs(clock.lastEdge() + 1));
            }
        }
    }

    /** Copies its source to its output without delay. */
    private static final class Follower extends Component {
        private final IntegerSignal source;
        private final IntegerSignal.Driver copy;
        private long next;

        Follower(Scope scope, IntegerSignal source) {
            super(scope);
            this.source = source;
            this.copy = scope.integer("copy", 32, false);
            sensitiveTo(source);
        }

        @Override
        protected void evaluate() {
            next = source.value();
            requestUpdate();
        }

        @Override
        protected void update() {
            copy.set(next);
        }
    }

    @Test
    void registersInARing_seeValuesFromBeforeTheEdge_whateverTheOrderOfMaking() {
        for (boolean swapped : new boolean[]{false, true}) {
            Engine own = new Engine();
            Clock clock = new Clock(own.root(), "clk", 10);
            IntegerSignal.Driver one = own.root().integer("one", 32, false);
            own.schedule(0, Phase.UPDATE, () -> one.set(1));
            Accumulator first = new Accumulator(own.root().child("first"), clock, one.signal(), 4);
            List<Accumulator> later = new ArrayList<>();
            if (swapped) {
                later.add(new Accumulator(own.root().child("third"), clock, first.sum.signal(), 4));
                later.add(0, new Accumulator(own.root().child("second"), clock, first.sum.signal(), 4));
            } else {
                later.add(new Accumulator(own.root().child("second"), clock, first.sum.signal(), 4));
                later.add(new Accumulator(own.root().child("third"), clock, first.sum.signal(), 4));
            }
            own.run();
            assertThat(first.sum.signal().value()).isEqualTo(4);
            assertThat(later).extracting(a -> a.sum.signal().value()).containsExactly(6L, 6L);
            assertThat(own.nowPs()).isEqualTo(40);
        }
    }

    @Test
    void follower_isWokenByTheSignalInTheSameInstant() {
        IntegerSignal.Driver source = engine.root().integer("source", 32, false);
        Follower a = new Follower(engine.root().child("a"), source.signal());
        Follower b = new Follower(engine.root().child("b"), a.copy.signal());
        List<String> seen = new ArrayList<>();
        b.copy.signal().watch((s, lane) -> seen.add(engine.nowPs() + ":" + b.copy.signal().value()));
        engine.schedule(3, Phase.UPDATE, () -> source.set(9));
        engine.schedule(5, Phase.UPDATE, () -> source.set(9));
        engine.run();
        assertThat(seen).containsExactly("3:9");
    }

    @Test
    void clock_togglesOnlyWhenWatched() {
        Clock silent = new Clock(engine.root(), "silent", 10);
        silent.start();
        assertThat(engine.isIdle()).isTrue();

        Clock clock = new Clock(engine.root(), "clk", 10);
        List<String> seen = new ArrayList<>();
        clock.wire().watch((s, lane) -> seen.add(engine.nowPs() + (clock.wire().value() ? " rise" : " fall")));
        clock.start();
        engine.runUntil(25);
        assertThat(seen).containsExactly("10 rise", "15 fall", "20 rise", "25 fall");
        assertThat(clock.lastEdge()).isEqualTo(2);
        assertThat(clock.edgePs(7)).isEqualTo(70);
    }

    @Test
    void clock_oddPeriod_isRefused() {
        for (long period : new long[]{-2, 0, 1, 3}) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Clock(engine.root(), "c", period))
                    .hasMessageContaining("expected an even number");
        }
    }
}
