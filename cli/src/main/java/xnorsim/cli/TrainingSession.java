package xnorsim.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import xnorsim.train.EpochResult;
import xnorsim.train.Trainer;
import xnorsim.train.TrainingListener;
import xnorsim.train.TrainingReport;
import xnorsim.train.TrainingSettings;

/** A training run that a user watches and may end early. */
final class TrainingSession {
    private TrainingSession() {}

    /** Trains, writes the model and says how good it is; returns the exit code. */
    static int run(TrainCommand.Options options, Output output) {
        Watcher watcher = new Watcher(output);
        Trainer trainer = new Trainer(settings(options), watcher);
        CountDownLatch written = new CountDownLatch(1);
        // Ctrl-C ends the process once its hooks have run: this one waits until the early result is written. After a
        // training that came to its end there is nothing to wait for.
        Thread hook = new Thread(() -> {
            trainer.stop();
            awaitQuietly(written);
        }, "early end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            TrainingReport report = options.resume() ? trainer.resume() : trainer.run();
            watcher.endLine();
            say(report, options, output);
        } finally {
            watcher.endLine();
            written.countDown();
        }
        return ExitCode.OK;
    }

    private static TrainingSettings settings(TrainCommand.Options o) {
        TrainingSettings r = TrainingSettings.recipe(o.data(), o.out());
        Duration interval = o.checkpointMinutes().map(Duration::ofMinutes).orElse(r.checkpointInterval());
        return new TrainingSettings(o.network().orElse(r.network()), r.dataFolder(), r.output(),
                o.epochs().orElse(r.epochs()), o.batch().orElse(r.batch()), o.learningRate().orElse(r.learningRate()),
                o.delta().orElse(r.damping()), r.threshold(), r.warmUpSteps(), o.timeSteps().orElse(r.timeSteps()),
                o.seed().orElse(r.seed()), o.threads().orElse(r.threads()), o.images().orElse(r.images()), r.heldOut(),
                interval);
    }

    private static void say(TrainingReport report, TrainCommand.Options options, Output output) {
        String test = report.testAccuracy().isPresent()
                ? String.format(Locale.ROOT, "%.2f %% of %,d test images are classified rightly",
                        100 * report.testAccuracy().getAsDouble(), report.testImages())
                : String.format(Locale.ROOT, "stopped after %,d steps and not tested; --resume goes on from there",
                        report.steps());
        output.out().println("wrote " + options.out() + ": " + test);
    }

    private static void awaitQuietly(CountDownLatch written) {
        try {
            written.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Draws the progress. */
    private static final class Watcher implements TrainingListener {
        private final Output output;
        private Optional<ProgressBar> bar = Optional.empty();
        private boolean testing;

        Watcher(Output output) {
            this.output = output;
        }

        @Override
        public void stepDone(long step, long steps, int epoch, double loss) {
            bar("training", "steps", steps, step - 1).show(step,
                    String.format(Locale.ROOT, ", epoch %d, loss %.3f", epoch, loss));
        }

        @Override
        public void epochDone(EpochResult result) {
            bar.ifPresent(shown -> shown.say(String.format(Locale.ROOT,
                    "epoch %d: loss %.3f, right %.2f %% in training and %.2f %% held out, %s", result.epoch(),
                    result.loss(),
                    100 * result.trainingAccuracy(), 100 * result.heldOutAccuracy(),
                    Numbers.duration(result.duration().toNanos() * 1e-9))));
        }

        @Override
        public void testing(int done, int images) {
            if (!testing) {
                endLine();
                testing = true;
            }
            bar("testing", "images", images, 0).show(done, "");
        }

        private ProgressBar bar(String label, String unit, long total, long begun) {
            ProgressBar shown = bar.orElseGet(() -> new ProgressBar(output, label, unit, total, begun));
            bar = Optional.of(shown);
            return shown;
        }

        /** Ends the bar's line, so that what follows starts on its own. */
        void endLine() {
            bar.ifPresent(ProgressBar::close);
            bar = Optional.empty();
        }
    }
}
