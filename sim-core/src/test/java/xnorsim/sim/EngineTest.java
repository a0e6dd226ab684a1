package xnorsim.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

    /**
     * What waits for an instant goes before what is scheduled within it, phase by phase; a later round never overtakes.
     */
    @Test
    void instant_withManyWaiting_servesThemBeforeTheNewOnesOfTheirPhase() {
        at(5, Phase.OBSERVE, "look 1");
        at(5, Phase.UPDATE, "waiting update");
        engine.schedule(5, Phase.EVALUATE, () -> {
            history.add("first");
            at(5, Phase.OBSERVE, "look 2");
            at(5, Phase.UPDATE, "new update");
            at(5, Phase.EVALUATE, "new evaluation");
        });
        at(5, Phase.EVALUATE, "waiting evaluation");
        at(6, Phase.OBSERVE, "later");

        assertThat(engine.step()).isTrue();
        assertThat(history).containsExactly("first", "5 EVALUATE waiting evaluation", "5 EVALUATE new evaluation",
                "5 UPDATE waiting update", "5 UPDATE new update", "5 OBSERVE look 1", "5 OBSERVE look 2");
        assertThat(engine.step()).isTrue();
        assertThat(engine.step()).isFalse();
        assertThat(history).last().isEqualTo("6 OBSERVE later");
    }

    @Test
    void zeroDelayLoop_reported_leavesOnlyLaterInstants() {
        at(7, Phase.OBSERVE, "never");
        at(9, Phase.EVALUATE, "later");
        engine.schedule(7, Phase.EVALUATE, new Event() {
            @Override
            public void fire() {
                engine.schedule(7, Phase.UPDATE, () -> engine.schedule(7, Phase.EVALUATE, this));
            }
        });
        assertThatThrownBy(engine::step).isInstanceOf(IllegalStateException.class);
        engine.run();
        assertThat(history).containsExactly("9 EVALUATE later");
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
    void stop_endsTheRunBehindTheWholeInstant() {
        engine.schedule(10, Phase.OBSERVE, engine::stop);
        at(10, Phase.OBSERVE, "beside");
        at(11, Phase.EVALUATE, "out");
        engine.runUntil(20);
        assertThat(history).containsExactly("10 OBSERVE beside");
        assertThat(engine.isStopped()).isTrue();
        assertThat(engine.nowPs()).isEqualTo(10);
        assertThat(engine.step()).isFalse();
        engine.run();
        assertThat(history).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(value = Phase.class, names = "OBSERVE", mode = EnumSource.Mode.EXCLUDE)
    void stop_isForObserversOnly(Phase phase) {
        engine.schedule(10, phase, engine::stop);
        assertThatThrownBy(engine::run).isInstanceOf(IllegalStateException.class)
                .hasMessage("a run may be ended in phase OBSERVE only, not in " + phase);
        assertThat(engine.isStopped()).isFalse();
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
        // Until the calendar's days have taken the length that fits.
        for (int k = 0; k < 20_000; k++) {
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
