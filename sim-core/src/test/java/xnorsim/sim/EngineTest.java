package xnorsim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

    private final Engine engine = new Engine();
    private final List<String> history = new ArrayList<>();

    private void at(long timePs, Phase phase, String what) {
        engine.schedule(timePs, phase, () -> history.add(engine.nowPs() + " " + engine.phase() + " " + what));
    }

    @Test
    void order_isTimeThenPhaseThenSequence() {
        at(20, Phase.OBSERVE, "a");
        at(20, Phase.UPDATE, "b");
        at(10, Phase.UPDATE, "c");
        at(20, Phase.EVALUATE, "d");
        at(10, Phase.EVALUATE, "e");
        at(10, Phase.EVALUATE, "f");
        at(0, Phase.UPDATE, "g");
        at(20, Phase.UPDATE, "h");

        engine.run();

        assertThat(history).containsExactly("0 UPDATE g", "10 EVALUATE e", "10 EVALUATE f", "10 UPDATE c",
                "20 EVALUATE d", "20 UPDATE b", "20 UPDATE h", "20 OBSERVE a");
    }

    @Test
    void rounds_evaluateAfterUpdateOfTheSameInstantAndObserveOnceAtTheEnd() {
        engine.schedule(5, Phase.OBSERVE, () -> history.add("look"));
        engine.schedule(5, Phase.EVALUATE, () -> {
            history.add("evaluate 1");
            engine.schedule(5, Phase.UPDATE, () -> {
                history.add("update 1");
                engine.schedule(5, Phase.EVALUATE, () -> history.add("evaluate 2"));
                engine.schedule(5, Phase.UPDATE, () -> history.add("update 1b"));
            });
            engine.schedule(5, Phase.UPDATE, () -> history.add("update 1a"));
        });

        engine.run();

        assertThat(history).containsExactly("evaluate 1", "update 1", "update 1a", "update 1b", "evaluate 2", "look");
    }

    @Test
    void schedule_inThePast_isRefused() {
        engine.runUntil(100);
        assertThatThrownBy(() -> at(99, Phase.EVALUATE, "late")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("99 ps").hasMessageContaining("100 ps");
    }

    @Test
    void observer_thatSchedulesAnUpdateNow_isRefused() {
        engine.schedule(1, Phase.OBSERVE, () -> at(1, Phase.UPDATE, "no"));
        assertThatThrownBy(engine::run).isInstanceOf(IllegalStateException.class).hasMessageContaining("observer");
    }

    @Test
    void zeroDelayLoop_isReportedNotHung() {
        engine.schedule(7, Phase.EVALUATE, new Event() {
            @Override
            public void fire() {
                engine.schedule(7, Phase.UPDATE, () -> engine.schedule(7, Phase.EVALUATE, this));
            }

            @Override
            public String toString() {
                return "the ring";
            }
        });
        assertThatThrownBy(engine::run).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("zero-delay loop at 7 ps").hasMessageContaining("the ring");
    }

    @Test
    void runUntil_leavesTimeAtTheGivenInstantAndLaterEventsPending() {
        at(10, Phase.EVALUATE, "in");
        at(11, Phase.EVALUATE, "out");
        engine.runUntil(10);
        assertThat(history).containsExactly("10 EVALUATE in");
        assertThat(engine.nowPs()).isEqualTo(10);
        assertThat(engine.nextPs()).isEqualTo(11);
        assertThat(engine.isIdle()).isFalse();
    }

    @Test
    void steadyState_allocatesNothing() {
        long[] left = {200_000};
        Event ticking = new Event() {
            @Override
            public void fire() {
                if (--left[0] > 0) {
                    engine.schedule(engine.nowPs() + 1 + (left[0] * 0x9E3779B9L & 1023), Phase.EVALUATE, this);
                }
            }
        };
        for (int k = 0; k < 256; k++) {
            engine.schedule(k, Phase.EVALUATE, ticking);
        }
        for (int k = 0; k < 1000; k++) {
            engine.step();
        }
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long between = threads.getCurrentThreadAllocatedBytes();
        engine.run();
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(after - between - (between - before)).isLessThan(1_000);
    }
}
