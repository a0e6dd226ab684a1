package xnorsim.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import xnorsim.network.InputException;
import xnorsim.network.Network;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

class TrainerTest {
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
        TrainingState blank = TrainingState.blank(Topology.parse(settings.network()), ToyData.SIDE, Examples.CLASSES);
        TrainingState learned = Checkpoint.read(Trainer.checkpoint(settings.output()), settings, blank).state();
        Network network = NetworkFile.read(settings.output()).network();
        Batch images = Examples.read(folder, Split.TRAIN).drawn(IntStream.range(0, 200).toArray(), 4, 1, 9);
        try (Learner trained = new Learner(settings, learned); FixedPointNet exported = new FixedPointNet(network, 1)) {
            int[] expected = trained.classify(images);
            int[] actual = exported.classify(images);
            long same = IntStream.range(0, 200).filter(i -> actual[i] == expected[i]).count();
            // Rounding to 2^-8 moves a spike now and then, and with it the class of an image near a border.
            assertThat(same).isGreaterThanOrEqualTo(190);
        }
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
                .withMessageContaining("other.npz.checkpoint").withMessageContaining("epochs 3");
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
                .withMessageContaining("check sum");
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).resume())
                .withMessageContaining("damaged");
        Files.delete(file);
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).resume())
                .withMessageContaining("no such file");
    }

    @Test
    void run_withMoreImagesThanThereAre_isRefused() {
        TrainingSettings settings = new TrainingSettings("4s,4", folder, folder.resolve("x.npz"), 1, 20, 2e-2, 0.3, 1,
                0, 4, 1, 1, 250, 60, Duration.ofMinutes(1));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run()).withMessageContaining("260");
    }

    @Test
    void run_withAPoolingThatDoesNotFit_isRefusedBeforeTheFirstStep() {
        TrainingSettings settings = new TrainingSettings("4s,4s,4s,P,4,P", folder, folder.resolve("x.npz"), 1, 20,
                2e-2, 0.3, 1, 0, 4, 1, 1, 0, 60, Duration.ofMinutes(1));
        assertThatExceptionOfType(InputException.class)
                .isThrownBy(() -> new Trainer(settings, TrainingListener.SILENT).run())
                .withMessageContaining("conv3");
        assertThat(Trainer.checkpoint(settings.output())).doesNotExist();
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
            public void stepDone(long step, long steps, int epoch, double loss) {
                if (step == lastStep) {
                    trainer[0].stop();
                }
            }
        });
        return trainer[0].run();
    }

    private TrainingSettings settings(String output, int epochs) {
        return new TrainingSettings("8s,8,P,8", folder, folder.resolve(output), epochs, 20, 2e-2, 0.3, 1, 5, 4, 1, 1, 0,
                60, Duration.ofMinutes(1));
    }
}
