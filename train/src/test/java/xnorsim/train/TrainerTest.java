package xnorsim.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xnorsim.base.InputException;
import xnorsim.network.Network;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.network.reference.MembraneNumbers;
import xnorsim.network.reference.OutOfRange;
import xnorsim.network.reference.ReferenceModel;
import xnorsim.train.examples.Augmentation;
import xnorsim.train.examples.Batch;
import xnorsim.train.examples.Examples;
import xnorsim.train.net.FixedPointNet;
import xnorsim.train.net.Learner;
import xnorsim.train.net.TrainingState;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.RecipeFile;
import xnorsim.train.recipe.TrainingSettings;

class TrainerTest {
    private static final Recipe TOY = RecipeFile.parse("""
            network: 8s,8,P,8
            batch: 20
            warm_up_steps: 5
            time_steps: 4
            held_out: 60
            """, Recipe.bundled());

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writeData() throws IOException {
        ToyData.write(folder);
    }

    @Test
    void run_onAToyTask_learnsIt() {
        List<EpochResult> heard = new ArrayList<>();
        TrainingReport report = new Trainer(settings("whole.npz", 4), new TrainingListener() {
            @Override
            public void epochDone(EpochResult result) {
                heard.add(result);
            }
        }).run();
        assertThat(report.complete()).isTrue();
        assertThat(report.steps()).isEqualTo(40);
        assertThat(report.epochs()).hasSize(4).isEqualTo(heard);
        assertThat(report.epochs().getLast().heldOutAccuracy()).isGreaterThan(0.9);
        assertThat(report.testImages()).isEqualTo(ToyData.TEST);
        assertThat(report.testAccuracy().orElseThrow()).isGreaterThan(0.9);
    }

    @Test
    void run_onAToyTask_exportsWhatItLearned() {
        TrainingSettings settings = settings("whole.npz", 4);
        new Trainer(settings, TrainingListener.SILENT).run();
        Examples data = Examples.read(folder, Split.TRAIN);
        TrainingState blank = TrainingState.blank(settings.recipe(), data.shape(), data.classes());
        String run = settings.recipe().toYaml() + "\ndata: " + data.digest();
        TrainingState learned = Checkpoint.read(Trainer.checkpoint(settings.output()), run, blank).state();
        Network network = NetworkFile.read(settings.output()).network();
        Batch images = data.drawn(IntStream.range(0, 200).toArray(), settings.recipe(), new Augmentation(false, 0), 9);
        try (Learner trained = new Learner(settings, data.shape(), learned);
                FixedPointNet exported = new FixedPointNet(network, 1)) {
            int[] expected = trained.classify(images);
            int[] actual = exported.classify(images);
            long same = IntStream.range(0, 200).filter(i -> actual[i] == expected[i]).count();
            // Rounding to 2^-8 moves a spike now and then, and with it the class of an image near a border.
            assertThat(same).isGreaterThanOrEqualTo(190);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8s,8,P,8,F12", "8k5s,8k1,P,8k7"})
    void run_withDirectCoding_reportsWhatTheReferenceModelGivesImageByImage(String network) throws IOException {
        Recipe recipe = TOY.with("coding", "direct").with("network", network).with("flip", "true")
                .with("alpha", "channel").with("learn_threshold", "true").with("label_smoothing", "0.1");
        TrainingSettings settings = settings("direct.npz", recipe);
        TrainingReport report = new Trainer(settings, TrainingListener.SILENT).run();
        Network written = NetworkFile.read(settings.output()).network();
        ReferenceModel reference = ReferenceModel.fixedPoint(written, new MembraneNumbers(8, 32, OutOfRange.ERROR));
        LabelledImages test = LabelledImages.read(folder, Split.TEST);
        List<String> expected = new ArrayList<>(List.of("image,label,prediction"));
        int correct = 0;
        for (int i = 0; i < test.count(); i++) {
            SpikeSource source = written.first().coding().source(recipe.images().seed(), i, test.pixels(i));
            int predicted = reference.run(source).predictedClass();
            correct += predicted == test.label(i) ? 1 : 0;
            expected.add(i + "," + test.label(i) + "," + predicted);
        }
        assertThat(folder.resolve("direct.predictions.csv")).hasContent(String.join("\n", expected));
        assertThat(report.testCorrect()).hasValue(correct);
        assertThat(report.bySteps()).containsOnlyKeys(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"normalization,step", "optimizer,sgd", "pooling,average", "crop,1", "schedule,constant"})
    void run_withAnotherWay_learnsTheToyTask(String key, String value) {
        Recipe recipe = TOY.with("epochs", "4").with(key, value);
        TrainingReport report = new Trainer(settings("way.npz", recipe), TrainingListener.SILENT).run();
        assertThat(report.epochs().getLast().heldOutAccuracy()).isGreaterThan(0.8);
        assertThat(report.written()).isEqualTo(recipe.runsOnArrays());
        assertThat(Files.exists(folder.resolve("way.npz"))).isEqualTo(recipe.runsOnArrays());
    }

    @Test
    void run_withoutTime_convertsToSpikes() {
        Recipe recipe = TOY.with("epochs", "4").with("coding", "direct").with("neurons", "relu").with("time_steps",
                "32");
        TrainingReport report = new Trainer(settings("converted.npz", recipe), TrainingListener.SILENT).run();
        assertThat(report.epochs().getLast().heldOutAccuracy()).isGreaterThan(0.9);
        assertThat(NetworkFile.read(folder.resolve("converted.npz")).network().timeSteps()).isEqualTo(32);
        assertThat(report.testAccuracy().orElseThrow()).isGreaterThan(0.8);
    }

    @Test
    void run_afterEachEpoch_hasDrawnTheCurve() throws IOException {
        new Trainer(settings("whole.npz", 2), TrainingListener.SILENT).run();
        List<String> lines = Files.readAllLines(folder.resolve("whole.csv"));
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst()).isEqualTo(
                "epoch,loss,training_accuracy,held_out_accuracy,seconds,spike_rate_1,spike_rate_2,spike_rate_3");
        BufferedImage picture = ImageIO.read(folder.resolve("whole.png").toFile());
        assertThat(picture.getWidth()).isGreaterThan(400);
    }

    @Test
    void run_whoseFilesBesideTheNetworkFail_losesNothingElse() {
        for (String ending : List.of(".png", ".csv", ".predictions.csv")) {
            String name = "lost-" + ending.substring(1);
            Path blocked = folder.resolve(name + ending);
            List<String> heard = new ArrayList<>();
            TrainingReport report = new Trainer(settings(name + ".npz", 2), new TrainingListener() {
                @Override
                public void trainingBegins(long done, long steps) {
                    blocked.resolve("a folder in its place").toFile().mkdirs();
                }

                @Override
                public void notWritten(String sentence) {
                    heard.add(sentence);
                }
            }).restart();
            assertThat(report.complete()).isTrue();
            assertThat(heard).as("once, not in each epoch").hasSize(1)
                    .allSatisfy(line -> assertThat(line).contains(name + ending, "--resume writes it"));
            assertThat(Trainer.checkpoint(folder.resolve(name + ".npz"))).exists();
            assertThat(NetworkFile.read(folder.resolve(name + ".npz")).network().layers()).hasSize(4);
            assertThatExceptionOfType(InputException.class).as("the next run is refused at its start")
                    .isThrownBy(() -> new Trainer(settings(name + ".npz", 2), TrainingListener.SILENT).restart())
                    .withMessageContaining(name + ending).withMessageContaining("it is a folder");
            assertThat(blocked.resolve("a folder in its place").toFile().delete() && blocked.toFile().delete())
                    .isTrue();
        }
    }

    @Test
    void run_withEpochsOfFewSteps_countsSpikesInEach() throws IOException {
        // Two steps an epoch: the tenth step alone would leave four of five epochs without rates.
        Recipe recipe = TOY.with("images", "40").with("epochs", "5");
        List<Integer> rates = new ArrayList<>();
        new Trainer(settings("short.npz", recipe), new TrainingListener() {
            @Override
            public void stepDone(StepReport report) {
                rates.add(report.rates().size());
            }
        }).run();
        assertThat(rates).hasSize(10).containsOnly(3);
        assertThat(Files.readAllLines(folder.resolve("short.csv"))).hasSize(6)
                .allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(8).doesNotContain("", "NaN"));
    }

    @Test
    void resume_inMidEpoch_reportsSpikesAtOnce() {
        stopAt(13, settings("parts.npz", 2));
        List<StepReport> reports = new ArrayList<>();
        new Trainer(settings("parts.npz", 2), new TrainingListener() {
            @Override
            public void stepDone(StepReport report) {
                reports.add(report);
            }
        }).resume();
        assertThat(reports.getFirst().step()).isEqualTo(14);
        assertThat(reports.getFirst().rates()).hasSize(3);
    }

    @Test
    void run_overAnUnfinishedRun_isRefusedAndLeavesIt() throws IOException {
        TrainingSettings settings = settings("half.npz", 2);
        stopAt(13, settings);
        byte[] checkpoint = Files.readAllBytes(Trainer.checkpoint(settings.output()));
        byte[] network = Files.readAllBytes(settings.output());
        Trainer other = new Trainer(settings("half.npz", TOY.with("epochs", "1").with("seed", "2")),
                TrainingListener.SILENT);
        assertThatExceptionOfType(InputException.class).isThrownBy(other::run)
                .withMessageContaining("half.npz.checkpoint").withMessageContaining("13 steps, 1 of 2 epochs")
                .withMessageContaining("--resume").withMessageContaining("--overwrite");
        assertThat(Trainer.checkpoint(settings.output())).hasBinaryContent(checkpoint);
        assertThat(settings.output()).hasBinaryContent(network);
        assertThat(other.restart().complete()).isTrue();
    }

    @Test
    void run_overAFinishedRun_saysThatItIsReplaced() {
        TrainingSettings settings = settings("again.npz", 1);
        new Trainer(settings, TrainingListener.SILENT).run();
        List<String> remarks = new ArrayList<>();
        new Trainer(settings, new TrainingListener() {
            @Override
            public void remark(String sentence) {
                remarks.add(sentence);
            }
        }).run();
        assertThat(remarks).singleElement().asString().contains("again.npz.checkpoint", "replaced");
    }

    @Test
    void run_overWhatIsNoCheckpoint_isRefused() throws IOException {
        TrainingSettings settings = settings("odd.npz", 1);
        Files.writeString(Trainer.checkpoint(settings.output()), "mine");
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run())
                .withMessageContaining("not a checkpoint").withMessageContaining("--overwrite");
        assertThat(Trainer.checkpoint(settings.output())).hasContent("mine");
    }

    @Test
    void run_theSameSettings_givesTheSameFile() throws IOException {
        new Trainer(settings("one.npz", 2), TrainingListener.SILENT).run();
        new Trainer(settings("two.npz", 2), TrainingListener.SILENT).run();
        assertThat(folder.resolve("one.npz")).hasSameBinaryContentAs(folder.resolve("two.npz"));
    }

    @Test
    void resume_afterAStopInMidEpoch_givesTheUninterruptedResult() throws IOException {
        TrainingReport whole = new Trainer(settings("whole.npz", 2), TrainingListener.SILENT).run();
        TrainingReport part = stopAt(13, settings("parts.npz", 2));
        assertThat(part.complete()).isFalse();
        assertThat(part.steps()).isEqualTo(13);
        TrainingReport rest = new Trainer(settings("parts.npz", 2), TrainingListener.SILENT).resume();
        assertThat(folder.resolve("parts.npz")).hasSameBinaryContentAs(folder.resolve("whole.npz"));
        assertThat(rest.testCorrect()).isEqualTo(whole.testCorrect());
        for (int epoch = 0; epoch < 2; epoch++) {
            assertThat(rest.epochs().get(epoch).loss()).isEqualTo(whole.epochs().get(epoch).loss());
            assertThat(rest.epochs().get(epoch).heldOutAccuracy())
                    .isEqualTo(whole.epochs().get(epoch).heldOutAccuracy());
        }
    }

    @Test
    void stop_inMidEpoch_writesAUsableNetwork() {
        TrainingReport report = stopAt(3, settings("early.npz", 2));
        assertThat(report.epochs()).isEmpty();
        assertThat(report.testAccuracy()).isEmpty();
        Network network = NetworkFile.read(folder.resolve("early.npz")).network();
        assertThat(network.layers()).hasSize(4);
        assertThat(network.timeSteps()).isEqualTo(4);
    }

    @Test
    void stop_atTheEndOfAnEpoch_countsTheEpochOnce() {
        assertThat(stopAt(10, settings("edge.npz", 2)).epochs()).hasSize(1);
        TrainingReport rest = new Trainer(settings("edge.npz", 2), TrainingListener.SILENT).resume();
        assertThat(rest.epochs()).extracting(EpochResult::epoch).containsExactly(1, 2);
    }

    @Test
    void stop_duringTheTest_writesTheNetworkUntested() {
        TrainingSettings settings = settings("late.npz", 1);
        new Trainer(settings, TrainingListener.SILENT).run();
        Trainer stopped = new Trainer(settings, TrainingListener.SILENT);
        stopped.stop();
        TrainingReport report = stopped.resume();
        assertThat(report.complete()).isTrue();
        assertThat(report.testImages()).isZero();
        assertThat(report.testAccuracy()).isEmpty();
        assertThat(settings.output()).exists();
    }

    @Test
    void resume_ofAFinishedRun_onlyWritesAgain() throws IOException {
        TrainingReport report = new Trainer(settings("done.npz", 1), TrainingListener.SILENT).run();
        byte[] written = Files.readAllBytes(folder.resolve("done.npz"));
        Files.delete(folder.resolve("done.npz"));
        assertThat(new Trainer(settings("done.npz", 1), TrainingListener.SILENT).resume()).isEqualTo(report);
        assertThat(folder.resolve("done.npz")).hasBinaryContent(written);
    }

    @Test
    void resume_withOtherSettings_namesTheSetting() {
        stopAt(2, settings("other.npz", 2));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings("other.npz", 3), TrainingListener.SILENT).resume())
                .withMessageContaining("other.npz.checkpoint")
                .withMessageContaining("epochs is 2, expected 3 as now");
    }

    @Test
    void resume_ofADamagedCheckpoint_isRefused() throws IOException {
        TrainingSettings settings = settings("bad.npz", 2);
        stopAt(2, settings);
        Path file = Trainer.checkpoint(settings.output());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).resume())
                .withMessageContaining("checksum");
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).resume())
                .withMessageContaining("truncated");
        Files.delete(file);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).resume())
                .withMessageContaining("no such file");
    }

    @Test
    void run_withMoreImagesThanThereAre_isRefused() {
        TrainingSettings settings = settings("x.npz", TOY.with("images", "250"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run()).withMessageContaining("260");
    }

    @Test
    void run_onFewerImagesThanAreHeldOut_namesTheKey() {
        TrainingSettings settings = settings("x.npz", TOY.with("held_out", "5000"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run())
                .withMessageContaining("the number of training images is 260").withMessageContaining("held_out=N");
    }

    @Test
    void run_withAnImmenseLearningRate_stopsInTheFirstEpochAndSaysWhy() {
        TrainingSettings settings = settings("far.npz", TOY.with("epochs", "50").with("learning_rate", "1e6"));
        List<EpochResult> heard = new ArrayList<>();
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                        heard.add(result);
                    }
                }).run()).withMessageContaining("diverged in epoch 1").withMessageContaining("loss")
                .withMessageContaining("learning_rate 1000000.0").withMessageContaining("conv1: ");
        assertThat(heard).hasSize(1);
        assertThat(Trainer.checkpoint(settings.output())).doesNotExist();
    }

    @Test
    void run_withALossThatIsNoNumber_stopsAtThatStep() {
        TrainingSettings settings = settings("nan.npz", TOY.with("logit_scale", "1e38"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run())
                .withMessageMatching(
                        "training: diverged in epoch 1, the loss of step [0-9]+ is (NaN|Infinity), first"
                                + " non-finite in the loss, at learning_rate 0.02, expected a smaller rate");
    }

    @Test
    void resume_afterDivergence_goesOnFromTheEpochBefore() {
        // The rate grows by 1 a step: Adam moves no weight by more than 55 in the ten steps of the first epoch.
        TrainingSettings settings = settings("kept.npz", TOY.with("learning_rate", "100000").with("warm_up_steps",
                "100000").with("epochs", "50").with("schedule", "constant"));
        String first = divergence(() -> new Trainer(settings, TrainingListener.SILENT).run());
        assertThat(first).matches("training: diverged in epoch ([2-9]|[1-4][0-9]) with a loss of .*");
        assertThat(divergence(() -> new Trainer(settings, TrainingListener.SILENT).resume())).isEqualTo(first);
    }

    private static String divergence(Supplier<TrainingReport> run) {
        InputException e = catchThrowableOfType(InputException.class, run::get);
        return String.valueOf(e.getMessage());
    }

    @Test
    void run_withNothingHeldOut_leavesItOutOfTheCurve() throws IOException {
        new Trainer(settings("none.npz", TOY.with("held_out", "0").with("epochs", "2")), TrainingListener.SILENT).run();
        assertThat(Files.readAllLines(folder.resolve("none.csv"))).hasSize(3).noneMatch(line -> line.contains("NaN"))
                .last().asString().matches("2,[0-9.]+,[0-9.]+,,[0-9.]+,[0-9.]+,[0-9.]+,[0-9.]+");
        assertThat(has(folder.resolve("none.png"), 0xD62728)).isFalse();
        new Trainer(settings("some.npz", 1), TrainingListener.SILENT).run();
        assertThat(has(folder.resolve("some.png"), 0xD62728)).isTrue();
    }

    private static boolean has(Path file, int color) throws IOException {
        BufferedImage picture = ImageIO.read(file.toFile());
        return IntStream.range(0, picture.getWidth() * picture.getHeight()).anyMatch(
                i -> (picture.getRGB(i % picture.getWidth(), i / picture.getWidth()) & 0xFFFFFF) == color);
    }

    @Test
    void run_withACropOfTheWholeImage_isRefused() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings("x.npz", TOY.with("crop", "8")), TrainingListener.SILENT).run())
                .withMessageContaining("training: crop is 8, expected less than 8");
    }

    @Test
    void run_withABatchOfMoreThanAllImages_saysSo() {
        List<String> heard = new ArrayList<>();
        new Trainer(settings("large.npz", TOY.with("batch", "1000").with("epochs", "1")), new TrainingListener() {
            @Override
            public void trainingBegins(long done, long steps) {
                heard.add(done + " of " + steps);
            }

            @Override
            public void remark(String sentence) {
                heard.add(sentence);
            }

            @Override
            public void testing(int done, int images) {
                heard.add("tested " + done);
            }
        }).run();
        assertThat(heard).startsWith("batch is 1000: a step takes all 200 training images", "0 of 1", "tested 0",
                "tested 40", "tested 0");
    }

    /** Labels 1..4 make five classes, the first of which nothing is in. */
    @Test
    void run_onLabelsFromOne_remarksOnTheClassWithoutImages() {
        for (Split split : Split.values()) {
            LabelledImages images = LabelledImages.read(folder, split);
            byte[] pixels = new byte[images.count() * images.shape().size()];
            byte[] labels = new byte[images.count()];
            for (int k = 0; k < labels.length; k++) {
                System.arraycopy(images.pixels(k), 0, pixels, k * images.shape().size(), images.shape().size());
                labels[k] = (byte) (images.label(k) + 1);
            }
            new LabelledImages(images.shape(), pixels, labels).write(folder, split);
        }
        List<String> heard = new ArrayList<>();
        new Trainer(settings("one.npz", TOY.with("epochs", "1").with("batch", "1000").with("warm_up_steps", "0")),
                new TrainingListener() {
                    @Override
                    public void remark(String sentence) {
                        heard.add(sentence);
                    }
                }).run();
        assertThat(heard)
                .contains(folder + ": no image has label 0, of 5 classes; classes count from 0, and these labels "
                        + "seem to count from 1");
    }

    @Test
    void run_withAPoolingThatDoesNotFit_isRefusedBeforeTheFirstStep() {
        TrainingSettings settings = settings("x.npz", TOY.with("network", "4s,4s,4s,P,4,P"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run())
                .withMessageContaining("conv3");
        assertThat(Trainer.checkpoint(settings.output())).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"or", "average"})
    void run_withAResidualThatDoesNotFit_isRefusedBeforeTheFirstStep(String pooling) throws IOException {
        Path data = folder.resolve("odd");
        Files.createDirectory(data);
        for (Split split : Split.values()) {
            new LabelledImages(new Shape(1, 14, 14), new byte[100 * 14 * 14], new byte[100]).write(data, split);
        }
        // Sides 14, 7, 4: the fourth layer would add spikes of 7x7 to 4x4.
        Recipe recipe = TOY.with("network", "4,4s,4s,4").with("pooling", pooling);
        TrainingSettings settings = new TrainingSettings(recipe, data, folder.resolve("x.npz"), List.of(), 1,
                Duration.ofMinutes(1));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run())
                .withMessageContaining("residual's source conv2 is 4x7x7");
    }

    @Test
    void run_withoutTestImages_isRefusedBeforeTheFirstStep() throws IOException {
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings("x.npz", 1), TrainingListener.SILENT).run())
                .withMessageContaining("t10k-labels");
    }

    @Test
    void run_intoAMissingFolder_isRefused() {
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings("missing/x.npz", 1), TrainingListener.SILENT).run())
                .withMessageContaining("missing/x.npz");
    }

    private TrainingReport stopAt(long lastStep, TrainingSettings settings) {
        Trainer[] trainer = new Trainer[1];
        trainer[0] = new Trainer(settings, new TrainingListener() {
            @Override
            public void stepDone(StepReport report) {
                if (report.step() == lastStep) {
                    trainer[0].stop();
                }
            }
        });
        return trainer[0].run();
    }

    private TrainingSettings settings(String output, int epochs) {
        return settings(output, TOY.with("epochs", Integer.toString(epochs)));
    }

    private TrainingSettings settings(String output, Recipe recipe) {
        return new TrainingSettings(recipe, folder, folder.resolve(output), List.of(1, 2), 1, Duration.ofMinutes(1));
    }
}
