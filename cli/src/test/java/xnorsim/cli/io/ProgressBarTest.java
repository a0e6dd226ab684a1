package xnorsim.cli.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private long nowNs;

    private ProgressBar bar(boolean terminal, long total, long begun) {
        PrintStream err = new PrintStream(written, true, StandardCharsets.UTF_8);
        return new ProgressBar(new Output(err, err, terminal), "running", "images", total, begun, () -> nowNs);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void file_gets_a_line_for_every_tenth() {
        try (ProgressBar bar = bar(false, 20, 0)) {
            for (int done = 1; done <= 20; done++) {
                nowNs += 1_000_000_000L;
                bar.show(done, ", loss 1");
            }
        }
        assertThat(text().lines()).hasSize(10).startsWith("running: 10 % (2 of 20 images, 2.00 s, 18.0 s left), loss 1")
                .endsWith("running: 100 % (20 of 20 images, 20.0 s), loss 1");
        assertThat(text()).doesNotContain("\r", "\u001b");
    }

    @Test
    void terminal_gets_one_line_drawn_over_at_most_ten_times_a_second() {
        try (ProgressBar bar = bar(true, 1000, 0)) {
            for (int done = 1; done <= 1000; done++) {
                nowNs += 1_000_000L;
                bar.show(done, "");
            }
        }
        assertThat(text().split("\r", -1)).hasSizeBetween(10, 13);
        assertThat(text()).endsWith("[##############################] 1000/1000 images, 1.00 s\u001b[K\n");
    }

    @Test
    void order_of_threads_does_not_turn_it_back() {
        try (ProgressBar bar = bar(false, 10, 0)) {
            bar.show(5, "");
            bar.show(3, "");
            bar.show(6, "");
        }
        assertThat(text().lines()).hasSize(2);
    }

    @Test
    void resumed_run_reckons_the_time_left_from_where_it_began() {
        try (ProgressBar bar = bar(true, 100, 50)) {
            nowNs += 10_000_000_000L;
            bar.show(75, "");
        }
        assertThat(text()).contains("75/100 images, 10.0 s left");
    }

    @Test
    void line_that_stays_stands_alone() {
        try (ProgressBar bar = bar(true, 10, 0)) {
            bar.show(1, "");
            bar.say("epoch 1");
            bar.show(2, "");
        }
        assertThat(text()).contains("\r\u001b[Kepoch 1\n\rrunning");
    }
}
