package xnorsim.cli.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import xnorsim.base.Shutdown;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Numbers;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputLock;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.train.EpochResult;
import xnorsim.train.StepReport;
import xnorsim.train.Trainer;
import xnorsim.train.TrainingListener;
import xnorsim.train.TrainingReport;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.RecipeFile;
import xnorsim.train.recipe.TrainingSettings;

/** An interactive training run that a user may stop early. */
public final class TrainingSession {
    private TrainingSession() {}

    /** Trains, writes the model and says how good it is; returns the exit code. */
    static int run(TrainCommand.Options options, OutputOptions form, Output output) {
        Watcher watcher = new Watcher(output);
        Trainer trainer = new Trainer(settings(options), watcher);
        CountDownLatch written = new CountDownLatch(1);
        // Ctrl-C ends the process once this has returned, with the early result written. After a training that came to
        // its end there is nothing to wait for.
        Shutdown.first(() -> {
            trainer.stop();
            awaitQuietly(written);
        });
        try (OutputLock _ = OutputLock.of("--out", options.out())) {
            TrainingReport report = switch (options.begin()) {
                case FRESH -> trainer.run();
                case OVERWRITE -> trainer.restart();
                case RESUME -> trainer.resume();
            };
            watcher.endLine();
            form.print(() -> json(report, options, watcher.remarks), () -> text(report, options));
        } finally {
            watcher.endLine();
            written.countDown();
        }
        return ExitCode.OK;
    }

    private static TrainingSettings settings(TrainCommand.Options o) {
        List<RecipeFile.Part> parts = new ArrayList<>(o.recipe().map(RecipeFile::part).stream().toList());
        o.values().forEach(value -> parts.add(
                new RecipeFile.Part(value.option(), value.key() + ": " + value.text())));
        Recipe recipe = RecipeFile.merge(parts, Recipe.bundled());
        return new TrainingSettings(recipe, o.data(), o.out(), o.testSteps(), o.threads(),
                Duration.ofMinutes(o.checkpointMinutes()));
    }

    /** What has become of the run, for people. */
    static String text(TrainingReport report, TrainCommand.Options options) {
        StringBuilder text = new StringBuilder(
                report.written() ? "wrote " + options.out() + ": " : "no model written, as no array can run it: ");
        if (report.testAccuracy().isPresent()) {
            text.append(String.format(Locale.ROOT, "%.2f %% of %,d test images are classified rightly",
                    100 * report.testAccuracy().getAsDouble(), report.testImages()));
        } else if (!report.complete()) {
            text.append(String.format(Locale.ROOT, "stopped after %s and not tested; --resume continues from there",
                    steps(report.steps())));
        } else {
            text.append(String.format(Locale.ROOT, "trained for %s%s", steps(report.steps()),
                    report.written() ? ", stopped before the test; --resume tests it" : ""));
        }
        report.bySteps().forEach((steps, correct) -> text.append(String.format(Locale.ROOT,
                "%nwith %d time step%s: %.2f %%", steps, steps == 1 ? "" : "s",
                100.0 * correct / report.testImages())));
        return text.toString();
    }

    private static String steps(long steps) {
        return String.format(Locale.ROOT, "%,d step%s", steps, steps == 1 ? "" : "s");
    }

    /** One JSON object. */
    public static String json(TrainingReport report, TrainCommand.Options options, List<String> remarks) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", report.written() ? Optional.of(options.out().toString()) : Optional.empty());
        values.put("complete", report.complete());
        values.put("steps", report.steps());
        values.put("test_accuracy", report.testAccuracy().isPresent()
                ? Optional.of(report.testAccuracy().getAsDouble())
                : Optional.empty());
        values.put("test_images", report.testImages());
        Map<String, Object> bySteps = new LinkedHashMap<>();
        report.bySteps().forEach(
                (steps, correct) -> bySteps.put(String.valueOf(steps), (double) correct / report.testImages()));
        values.put("accuracy_by_time_steps", bySteps);
        values.put("remarks", remarks);
        return Json.object(values);
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
        private final List<String> remarks = new ArrayList<>();
        private Optional<ProgressBar> bar = Optional.empty();

        Watcher(Output output) {
            this.output = output;
        }

        @Override
        public void trainingBegins(long done, long steps) {
            next("training", "steps", steps, done);
        }

        @Override
        public void stepDone(StepReport report) {
            bar.ifPresent(shown -> shown.show(report.step(),
                    String.format(Locale.ROOT, ", epoch %d, loss %.3f, right %.1f %%, %.0f images/s, spikes %s",
                            report.epoch(), report.loss(), 100 * report.accuracy(), report.imagesPerSecond(),
                            rates(report.rates()))));
        }

        @Override
        public void epochDone(EpochResult result) {
            String heldOut = result.hasHeldOut()
                    ? String.format(Locale.ROOT, " and %.2f %% held out", 100 * result.heldOutAccuracy())
                    : "";
            bar.ifPresent(shown -> shown.say(String.format(Locale.ROOT,
                    "epoch %d: loss %.3f, right %.2f %% in training%s, %s, spikes %s", result.epoch(), result.loss(),
                    100 * result.trainingAccuracy(), heldOut, Numbers.duration(result.duration().toNanos() * 1e-9),
                    rates(result.rates()))));
        }

        @Override
        public void notWritten(String sentence) {
            bar.ifPresent(ProgressBar::close);
            output.complain(sentence);
        }

        private static String rates(List<Double> rates) {
            return rates.stream().map(rate -> String.format(Locale.ROOT, "%.2f", rate))
                    .collect(Collectors.joining(" "));
        }

        @Override
        public void remark(String sentence) {
            remarks.add(sentence);
            output.remark(sentence);
        }

        @Override
        public void testing(int done, int images) {
            if (done == 0) {
                next("testing", "images", images, 0);
            } else {
                bar.ifPresent(shown -> shown.show(done, ""));
            }
        }

        /** Another bar, whose clock starts now. */
        private void next(String label, String unit, long total, long begun) {
            endLine();
            bar = Optional.of(new ProgressBar(output, label, unit, total, begun));
        }

        /** Ends the bar's line, so that what follows starts on its own. */
        void endLine() {
            bar.ifPresent(ProgressBar::close);
            bar = Optional.empty();
        }
    }
}
