package xnorsim.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

import xnorsim.network.InputException;
import xnorsim.network.Network;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

/**
 * Trains one network by Algorithm 1 and writes it as the hardware runs it.
 *
 * <p>Life cycle: construct, {@link #run} or {@link #resume} once, done. {@link #stop} ends it early from any thread.
 */
public final class Trainer {
    private static final int CLASSIFY_BATCH = 100;

    private final TrainingSettings settings;
    private final TrainingListener listener;
    private volatile boolean stopped;

    /** A trainer that tells this listener how it goes. */
    public Trainer(TrainingSettings settings, TrainingListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /** The file that a run with this output resumes from. */
    public static Path checkpoint(Path output) {
        return Checkpoint.beside(output);
    }

    /**
     * Asks for an early end: the step under way is finished, then the checkpoint and the network are written as they are,
     * without a test.
     */
    public void stop() {
        stopped = true;
    }

    /**
     * Trains from the start.
     *
     * @throws InputException if the data cannot be read, the network does not fit it, or a file cannot be written
     */
    public TrainingReport run() {
        Examples data = Examples.read(settings.dataFolder(), Split.TRAIN);
        Topology topology = Topology.parse(settings.network());
        return train(data, Progress
                .start(TrainingState.initial(topology, data.shape().height(), Examples.CLASSES, settings.seed())));
    }

    /**
     * Goes on from the checkpoint beside the output; the result has the bits that an uninterrupted run would have.
     *
     * @throws InputException as {@link #run}, and if there is no usable checkpoint of a run with these settings
     */
    public TrainingReport resume() {
        Examples data = Examples.read(settings.dataFolder(), Split.TRAIN);
        TrainingState blank = TrainingState.blank(Topology.parse(settings.network()), data.shape().height(),
                Examples.CLASSES);
        return train(data, Checkpoint.read(Checkpoint.beside(settings.output()), settings, blank));
    }

    private TrainingReport train(Examples data, Progress begin) {
        // Refuses what would fail after hours of training before its first step: a network that no file can hold, no
        // images to test with, no folder to write to.
        NetworkExport.network(settings, data.shape(), begin.state());
        Examples test = Examples.read(settings.dataFolder(), Split.TEST);
        checkShapes(data, test);
        checkWritable(settings.output());
        Schedule schedule = new Schedule(trainingImages(data), settings.batch(), settings.epochs(), settings.seed());
        Progress progress = begin;
        try (Learner learner = new Learner(settings, begin.state())) {
            while (begin.state().step() < schedule.steps() && !stopped) {
                learnEpoch(learner, data, schedule, progress);
                if (schedule.endsEpoch(begin.state().step())) {
                    int epoch = schedule.epoch(begin.state().step());
                    progress = progress.nextEpoch(progress.tally().result(epoch, heldOut(learner, data)));
                    listener.epochDone(progress.epochs().getLast());
                }
                save(progress);
            }
        }
        boolean complete = begin.state().step() == schedule.steps();
        return finish(NetworkExport.network(settings, data.shape(), begin.state()), test, progress, complete);
    }

    private void checkShapes(Examples data, Examples test) {
        if (!test.shape().equals(data.shape())) {
            throw InputException.wrongValue(settings.dataFolder().toString(), "the shape of the test images",
                    test.shape(), data.shape() + " as in training");
        }
    }

    private static void checkWritable(Path output) {
        Path folder = output.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new InputException(output + ": cannot be written, expected a file in a writable folder");
        }
    }

    /** The steps from where the state is to the end of its epoch, at least one. */
    private void learnEpoch(Learner learner, Examples data, Schedule schedule, Progress progress) {
        LearningRate rate = new LearningRate(settings.learningRate(), settings.warmUpSteps(), schedule.steps());
        TrainingState state = progress.state();
        int epoch = schedule.epoch(state.step());
        int[] order = schedule.order(epoch);
        long saved = System.nanoTime();
        do {
            long start = System.nanoTime();
            int[] chosen = schedule.chosen(state.step(), order);
            Batch batch = data.drawn(chosen, settings.timeSteps(), settings.seed(), epoch);
            Learner.Outcome outcome = learner.step(batch, rate.at(state.step()));
            long end = System.nanoTime();
            progress.tally().add(outcome, batch.size(), end - start);
            listener.stepDone(state.step(), schedule.steps(), epoch + 1, outcome.loss());
            if (end - saved > settings.checkpointInterval().toNanos()) {
                save(progress);
                saved = end;
            }
        } while (!stopped && !schedule.endsEpoch(state.step()));
    }

    private int trainingImages(Examples data) {
        int available = data.count() - settings.heldOut();
        if (available < Math.max(1, settings.images())) {
            throw InputException.wrongValue(settings.dataFolder().toString(), "the number of training images",
                    data.count(), "at least " + Math.max(1, settings.images()) + " to train on and "
                            + settings.heldOut() + " to hold out");
        }
        return settings.images() == 0 ? available : settings.images();
    }

    private double heldOut(Learner learner, Examples data) {
        int correct = 0;
        for (int[] chosen : Draws.chunks(data.count() - settings.heldOut(), data.count(), CLASSIFY_BATCH)) {
            // Epoch -1: the held-out images are coded the same each time, and as in no epoch.
            Batch batch = data.drawn(chosen, settings.timeSteps(), settings.seed(), -1);
            correct += batch.correct(learner.classify(batch));
        }
        return (double) correct / settings.heldOut();
    }

    private void save(Progress progress) {
        Checkpoint.write(Checkpoint.beside(settings.output()), settings, progress);
        listener.checkpointWritten(Checkpoint.beside(settings.output()));
    }

    private TrainingReport finish(Network network, Examples test, Progress progress, boolean complete) {
        OptionalInt correct = complete ? test(network, test) : OptionalInt.empty();
        TrainingReport report = new TrainingReport(progress.epochs(), complete, progress.state().step(),
                correct.isPresent() ? test.count() : 0, correct);
        NetworkFile.write(settings.output(), network, notes(report));
        return report;
    }

    /**
     * Test images that the exported network classifies rightly, in fixed point, on the spikes that a run codes; empty if the
     * run is stopped meanwhile.
     */
    private OptionalInt test(Network network, Examples test) {
        int correct = 0;
        PoissonEncoder encoder = new PoissonEncoder(settings.seed());
        try (FixedPointNet net = new FixedPointNet(network, settings.threads())) {
            for (int[] chosen : Draws.chunks(0, test.count(), CLASSIFY_BATCH)) {
                if (stopped) {
                    return OptionalInt.empty();
                }
                Batch batch = test.coded(chosen, settings.timeSteps(), encoder);
                correct += batch.correct(net.classify(batch));
                listener.testing(chosen[chosen.length - 1] + 1, test.count());
            }
        }
        return OptionalInt.of(correct);
    }

    private Map<String, String> notes(TrainingReport report) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("training", settings.summary().replace("\n", ", "));
        notes.put("steps", Long.toString(report.steps()));
        if (report.testCorrect().isPresent()) {
            notes.put("test", report.testCorrect().getAsInt() + " of " + report.testImages() + " right with input seed "
                    + settings.seed());
        }
        return notes;
    }
}
