package xnorsim.train.recipe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import xnorsim.base.InputException;
import xnorsim.base.Keys;
import xnorsim.network.InputCoding;

/**
 * Everything that decides what a training run gives, files apart: equal recipes on equal data give equal weights. As a
 * file it is YAML with the keys of its parts, see {@link RecipeFile}.
 *
 * @param network the network
 * @param neurons its neurons
 * @param optimization the optimizer
 * @param loss the loss
 * @param images images, and the seed
 */
public record Recipe(TrainedNetwork network, TrainedNeurons neurons, Optimization optimization, Loss loss,
        TrainingImages images) {

    static final String WHERE = "training";
    static final Keys<Recipe> KEYS = Keys.of(Recipe.class, WHERE);

    /**
     * Checks that the parts go together.
     *
     * @throws InputException if they do not
     */
    public Recipe {
        if (neurons.type() == TrainedNeurons.Type.RELU && (network.coding() != InputCoding.DIRECT
                || neurons.learnThreshold() || neurons.normalization() == TrainedNeurons.Statistics.STEP)) {
            Map<String, String> given = new LinkedHashMap<>(TrainedNetwork.KEYS.values(network));
            given.putAll(TrainedNeurons.KEYS.values(neurons));
            throw InputException.wrongValue(WHERE, "neurons", "relu",
                    "spiking, or coding: direct, learn_threshold: false and normalization: layer with it; here"
                            + " coding is " + given.get("coding") + ", learn_threshold " + given.get("learn_threshold")
                            + " and normalization " + given.get("normalization"));
        }
    }

    /** The recipe of the bundled network: all of Fashion-MNIST but 5,000 images, 6 epochs. */
    public static Recipe bundled() {
        return new Recipe(
                new TrainedNetwork("32s,32,32,P,64,64", 1, "auto", TrainedNetwork.Pooling.OR, InputCoding.POISSON),
                new TrainedNeurons(TrainedNeurons.Type.SPIKING, 8, TrainedNeurons.Statistics.LAYER,
                        TrainedNeurons.Alpha.ONE, 1, false, 0.3),
                new Optimization(Optimization.Optimizer.ADAM, 0.9, 0, 2e-2, 100, Optimization.Schedule.COSINE, 6, 50),
                new Loss(0, 0.25), new TrainingImages(false, 0, 1, 0, 5000));
    }

    /**
     * Whether its networks have a form on the arrays. Means of spikes are no spikes, and a unit holds one bias and one
     * threshold, not one of each for every time step.
     */
    public boolean runsOnArrays() {
        return network.pooling() == TrainedNetwork.Pooling.OR
                && neurons.normalization() == TrainedNeurons.Statistics.LAYER;
    }

    /** The same with another value of one key, as in a file. */
    public Recipe with(String key, String value) {
        return RecipeFile.parse(key + ": " + value, this);
    }

    /** Keys and values in the order of the documentation. */
    Map<String, String> values() {
        return KEYS.values(this);
    }

    /** The recipe as YAML, a key a line. */
    public String toYaml() {
        return values().entrySet().stream().map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }
}
