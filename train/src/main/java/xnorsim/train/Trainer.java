package xnorsim.train;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.network.Network;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;
import xnorsim.train.examples.Augmentation;
import xnorsim.train.examples.Batch;
import xnorsim.train.examples.ExampleOrder;
import xnorsim.train.examples.Examples;
import xnorsim.train.examples.TrainingDraws;
import xnorsim.train.net.FixedPointNet;
import xnorsim.train.net.Learner;
import xnorsim.train.net.NetworkExport;
import xnorsim.train.net.TrainingState;
import xnorsim.train.recipe.LearningRate;
import xnorsim.train.recipe.MemoryNeed;
import xnorsim.train.recipe.Recipe;
import xnorsim.train.recipe.TrainingSettings;

/**
 * Trains one network by Algorithm 1 and writes it as the hardware runs it.
 *
 * <p>Life cycle: construct, {@link #run} or {@link #resume} once, done. {@link #stop} ends it early from any thread.
 */
public final class Trainer {
    private static final int STEPS_BETWEEN_LOOKS = 10;
    private static final String WHERE = "training";

    private final TrainingSettings settings;
    private final Recipe recipe;
    private final TrainingListener listener;
    private final Set<String> said = new HashSet<>();
    private volatile boolean stopped;

    /** A trainer that reports progress to this listener. */
    public Trainer(TrainingSettings settings, TrainingListener listener) {
        this.settings = settings;
        this.recipe = settings.recipe();
        this.listener = listener;
    }

    /** The file that a run with this output resumes from. */
    public static Path checkpoint(Path output) {
        return Checkpoint.beside(output);
    }

    /**
     * Asks for an early end: the step under way is finished, then the checkpoint and the network are written as they
     * are, without a test.
     */
    public void stop() {
        stopped = true;
    }

    /**
     * Trains from the start.
     *
     * @throws InputException if the data cannot be read, the network does not fit it, training diverges, a file cannot
     *         be written, or beside the output lies the checkpoint of a run that is not finished
     */
    public TrainingReport run() {
        Path checkpoint = Checkpoint.beside(settings.output());
        if (Files.exists(checkpoint)) {
            Checkpoint.requireFinished(checkpoint);
            listener.remark(checkpoint + " and the other files of a finished run are replaced");
        }
        return restart();
    }

    /**
     * Trains from the start, as {@link #run}, ignoring any checkpoint.
     *
     * @throws InputException as {@link #run}
     */
    public TrainingReport restart() {
        Examples data = data();
        return train(data, Progress.start(TrainingState.initial(recipe, data.shape(), data.classes())));
    }

    /**
     * Resumes from the output's checkpoint; the result is bit-identical to that of an uninterrupted run.
     *
     * @throws InputException as {@link #run}, and if there is no usable checkpoint of a run with this recipe and data
     */
    public TrainingReport resume() {
        Examples data = data();
        TrainingState blank = TrainingState.blank(recipe, data.shape(), data.classes());
        return train(data, Checkpoint.read(Checkpoint.beside(settings.output()), summary(data), blank));
    }

    /** The training images, of which a network fits into the memory. */
    private Examples data() {
        Examples data = Examples.read(settings.data(), Split.TRAIN);
        long heap = Runtime.getRuntime().maxMemory() - (long) data.count() * data.shape().size();
        MemoryNeed
                .of(recipe, data.shape(), data.classes(), Math.min(recipe.optimization().batch(), trainingImages(data)))
                .requireWithin(heap, MemoryNeed.ofMachine());
        for (int steps : settings.testedSteps()) {
            Recipe tested = recipe.with("time_steps", Integer.toString(steps));
            MemoryNeed.of(tested, data.shape(), data.classes(), 1).requireHeap(heap);
        }
        return data;
    }

    /** What decides the result, a line each. */
    private String summary(Examples data) {
        return recipe.toYaml() + "\n" + Checkpoint.DATA + ": " + data.digest();
    }

    private TrainingReport train(Examples data, Progress begin) {
        // Rejects, before the first step, what would fail after hours of training: a network that no file can hold, no
        // images to test with, no folder to write to.
        Optional<Network> untrained = network(data, begin.state());
        Examples test = Examples.read(settings.data(), Split.TEST);
        checkTest(data, test);
        checkCrop(data);
        checkWritable(settings.output());
        int images = trainingImages(data);
        ExampleOrder schedule = new ExampleOrder(images, recipe.optimization().batch(), recipe.optimization().epochs(),
                recipe.images().seed());
        if (recipe.optimization().batch() > images) {
            listener.remark(String.format(Locale.ROOT, "batch is %d: a step takes all %,d training images",
                    recipe.optimization().batch(), images));
        }
        data.unusedClasses().ifPresent(words -> listener.remark(settings.data() + ": " + words));
        String summary = summary(data);
        Progress progress = begin;
        listener.trainingBegins(begin.state().step(), schedule.steps());
        try (Learner learner = new Learner(settings, data.shape(), begin.state())) {
            while (begin.state().step() < schedule.steps() && !stopped) {
                learnEpoch(learner, data, schedule, progress, summary);
                if (schedule.endsEpoch(begin.state().step())) {
                    int epoch = schedule.epoch(begin.state().step());
                    progress = progress.nextEpoch(progress.tally().result(epoch, heldOut(learner, data)));
                    listener.epochDone(progress.epochs().getLast());
                    requireNetwork(data, begin.state(), progress.epochs().getLast());
                }
                save(progress, summary);
                if (begin.state().step() < schedule.steps()) {
                    writeCurve(progress);
                }
            }
        }
        boolean complete = begin.state().step() == schedule.steps();
        return finish(untrained.flatMap(same -> network(data, begin.state())), test, progress, complete);
    }

    /** The network as it stands; empty if it is one for comparisons only. */
    private Optional<Network> network(Examples data, TrainingState state) {
        if (!recipe.runsOnArrays()) {
            // Its shapes must fit all the same: those of the network that differs from it only where no array can
            // follow.
            Recipe alike = recipe.with("pooling", "or").with("normalization", "layer");
            NetworkExport.network(alike, data.shape(), TrainingState.blank(alike, data.shape(), data.classes()));
            return Optional.empty();
        }
        return Optional.of(NetworkExport.network(recipe, data.shape(), state));
    }

    private void checkTest(Examples data, Examples test) {
        if (!test.shape().equals(data.shape())) {
            throw InputException.wrongValue(settings.data().toString(), "the shape of the test images",
                    test.shape(), data.shape() + " as in training");
        }
        if (test.classes() > data.classes()) {
            throw InputException.wrongValue(settings.data().toString(), "the number of classes of the test images",
                    test.classes(), "at most " + data.classes() + " as in training");
        }
    }

    private void checkCrop(Examples data) {
        int side = Math.min(data.shape().height(), data.shape().width());
        if (recipe.images().crop() >= side) {
            throw InputException.wrongValue(WHERE, "crop", recipe.images().crop(), "less than " + side
                    + ": larger shifts move the whole image out of the frame");
        }
    }

    /** Stops training when the loss has diverged. */
    private void requireFinite(Learner.Outcome outcome, int epoch, long step) {
        if (outcome.notFinite().isPresent()) {
            throw new InputException(String.format(Locale.ROOT,
                    "%s: diverged in epoch %d, the loss of step %d is %s, first non-finite in %s, at learning_rate"
                            + " %s, expected a"
                            + " smaller rate",
                    WHERE, epoch + 1, step, outcome.loss(), outcome.notFinite().get(),
                    recipe.optimization().learningRate()));
        }
    }

    /** Stops training of a network that could not be written. */
    private void requireNetwork(Examples data, TrainingState state, EpochResult epoch) {
        try {
            network(data, state);
        } catch (InputException e) {
            throw new InputException(String.format(Locale.ROOT,
                    "%s: diverged in epoch %d with a loss of %.3g at learning_rate %s, expected a smaller rate: %s",
                    WHERE, epoch.epoch(), epoch.loss(), recipe.optimization().learningRate(), e.getMessage()), e);
        }
    }

    private void checkWritable(Path output) {
        ReplacedFile.requireWritable(output);
        ReplacedFile.requireWritable(Checkpoint.beside(output));
        TrainingCurve.files(output).forEach(ReplacedFile::requireWritable);
        ReplacedFile.requireWritable(predictions());
    }

    /** The steps from where the state is to the end of its epoch, at least one. */
    private void learnEpoch(Learner learner, Examples data, ExampleOrder schedule, Progress progress, String summary) {
        LearningRate rate = new LearningRate(recipe.optimization().learningRate(), recipe.optimization().warmUpSteps(),
                schedule.steps(),
                recipe.optimization().schedule());
        Augmentation augmentation = new Augmentation(recipe.images().flip(), recipe.images().crop());
        TrainingState state = progress.state();
        int epoch = schedule.epoch(state.step());
        int[] order = schedule.order(epoch);
        long saved = System.nanoTime();
        do {
            long start = System.nanoTime();
            int[] chosen = schedule.chosen(state.step(), order);
            Batch batch = data.drawn(chosen, recipe, augmentation, epoch);
            EpochTally tally = progress.tally();
            boolean look = !tally.hasRates() || state.step() % STEPS_BETWEEN_LOOKS == 0;
            Learner.Outcome outcome = learner.step(batch, rate.at(state.step()), look);
            long end = System.nanoTime();
            requireFinite(outcome, epoch, state.step());
            tally.add(outcome, batch.size(), end - start);
            listener.stepDone(new StepReport(state.step(), schedule.steps(), epoch + 1, tally.loss(),
                    tally.accuracy(), batch.size() * 1e9 / (end - start), tally.latestRates()));
            if (Duration.ofNanos(end - saved).compareTo(settings.checkpointInterval()) > 0) {
                save(progress, summary);
                saved = end;
            }
        } while (!stopped && !schedule.endsEpoch(state.step()));
    }

    private int trainingImages(Examples data) {
        int available = data.count() - recipe.images().heldOut();
        if (available < Math.max(1, recipe.images().images())) {
            throw InputException.wrongValue(settings.data().toString(), "the number of training images",
                    data.count(), "at least " + Math.max(1, recipe.images().images()) + " to train on and the "
                            + recipe.images().heldOut() + " of held_out, which --set held_out=N changes");
        }
        return recipe.images().images() == 0 ? available : recipe.images().images();
    }

    private double heldOut(Learner learner, Examples data) {
        int correct = 0;
        Augmentation none = new Augmentation(false, 0);
        for (int[] chosen : TrainingDraws.chunks(data.count() - recipe.images().heldOut(), data.count(),
                MemoryNeed.classified(recipe.network().topology(), data.shape(), recipe.neurons().timeSteps()))) {
            // Epoch -1: the held-out images are coded the same each time, and as in no epoch.
            Batch batch = data.drawn(chosen, recipe, none, -1);
            correct += batch.correct(learner.classify(batch));
        }
        return (double) correct / recipe.images().heldOut();
    }

    private void save(Progress progress, String summary) {
        Checkpoint.write(Checkpoint.beside(settings.output()), summary, progress);
        listener.checkpointWritten(Checkpoint.beside(settings.output()));
    }

    private TrainingReport finish(Optional<Network> network, Examples test, Progress progress, boolean complete) {
        Optional<int[]> classes = complete ? network.flatMap(trained -> test(trained, test)) : Optional.empty();
        OptionalInt correct = classes.isPresent()
                ? OptionalInt.of(test.correct(classes.get()))
                : OptionalInt.empty();
        Map<Integer, Integer> bySteps = classes.isPresent() ? bySteps(network.get(), test) : Map.of();
        TrainingReport report = new TrainingReport(progress.epochs(), complete, progress.state().step(),
                network.isPresent(), classes.isPresent() ? test.count() : 0, correct, bySteps);
        network.ifPresent(trained -> NetworkFile.write(settings.output(), trained, notes(report)));
        classes.ifPresent(found -> orSay(() -> writePredictions(test, found)));
        writeCurve(progress);
        return report;
    }

    private void writeCurve(Progress progress) {
        orSay(() -> TrainingCurve.write(settings.output(), progress.epochs()));
    }

    /** Writes what can be written again from the checkpoint: that it cannot be costs no training. */
    private void orSay(Runnable writing) {
        try {
            writing.run();
        } catch (InputException e) {
            String sentence = e.getMessage() + "; when it can be written, --resume writes it";
            if (said.add(sentence)) {
                listener.notWritten(sentence);
            }
        }
    }

    /**
     * Classes that the exported network gives the test images, in fixed point, on the input that a run codes; empty if
     * this is stopped meanwhile.
     */
    private Optional<int[]> test(Network network, Examples test) {
        int[] classes = new int[test.count()];
        listener.testing(0, test.count());
        try (FixedPointNet net = new FixedPointNet(network, settings.threads())) {
            for (int[] chosen : TrainingDraws.chunks(0, test.count(),
                    MemoryNeed.classified(recipe.network().topology(), test.shape(), network.timeSteps()))) {
                if (stopped) {
                    return Optional.empty();
                }
                Batch batch = test.coded(chosen, recipe.network().coding(), network.timeSteps(),
                        recipe.images().seed());
                System.arraycopy(net.classify(batch), 0, classes, chosen[0], chosen.length);
                listener.testing(chosen[chosen.length - 1] + 1, test.count());
            }
        }
        return Optional.of(classes);
    }

    /** Test accuracy counts of the same network with other numbers of time steps, unless stopped. */
    private Map<Integer, Integer> bySteps(Network network, Examples test) {
        Map<Integer, Integer> correct = new LinkedHashMap<>();
        for (int timeSteps : settings.testedSteps()) {
            Network other = new Network(network.name(), network.input(), timeSteps, network.layers());
            test(other, test).ifPresent(classes -> correct.put(timeSteps, test.correct(classes)));
        }
        return correct;
    }

    /** As a run writes them, to be compared image by image. */
    private void writePredictions(Examples test, int[] classes) {
        StringBuilder csv = new StringBuilder("image,label,prediction\n");
        for (int i = 0; i < classes.length; i++) {
            csv.append(i).append(',').append(test.label(i)).append(',').append(classes[i]).append('\n');
        }
        ReplacedFile.write(predictions(),
                out -> out.write(csv.toString().getBytes(StandardCharsets.US_ASCII)));
    }

    private Path predictions() {
        return TrainingCurve.beside(settings.output(), ".predictions.csv");
    }

    private Map<String, String> notes(TrainingReport report) {
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("training", recipe.toYaml().replace("\n", ", "));
        notes.put("steps", Long.toString(report.steps()));
        if (report.testCorrect().isPresent()) {
            notes.put("test", report.testCorrect().getAsInt() + " of " + report.testImages() + " right with input seed "
                    + recipe.images().seed());
        }
        return notes;
    }
}
