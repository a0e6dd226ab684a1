package xnorsim.train.examples;

import java.nio.file.Path;
import java.util.Optional;
import xnorsim.network.InputCoding;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.data.UnusedClasses;
import xnorsim.train.recipe.Recipe;

/** Labelled images, coded for the first layer batch by batch. */
public final class Examples {
    private final LabelledImages images;

    public Examples(LabelledImages images) {
        this.images = images;
    }

    /**
     * Reads one part of a data set.
     *
     * @throws xnorsim.base.InputException if it cannot be read
     */
    public static Examples read(Path place, Split split) {
        return new Examples(LabelledImages.read(place, split));
    }

    public int count() {
        return images.count();
    }

    public int classes() {
        return images.classes();
    }

    /** What is to be said of classes without images, if anything. */
    public Optional<String> unusedClasses() {
        return UnusedClasses.remark(images, images.classes());
    }

    public Shape shape() {
        return images.shape();
    }

    public String digest() {
        return images.digest();
    }

    /** The images with these indices, coded as a run of the simulator codes them. */
    public Batch coded(int[] chosen, InputCoding coding, int timeSteps, long seed) {
        int size = images.shape().size();
        int steps = coding == InputCoding.DIRECT ? 1 : timeSteps;
        float[] input = new float[steps * chosen.length * size];
        for (int i = 0; i < chosen.length; i++) {
            SpikeSource source = coding.source(seed, chosen[i], images.pixels(chosen[i]));
            float unit = Math.scalb(1f, -coding.fractionBits());
            for (int t = 0; t < steps; t++) {
                int start = (t * chosen.length + i) * size;
                for (int p = 0; p < size; p++) {
                    input[start + p] = source.value(t, p) * unit;
                }
            }
        }
        return new Batch(input, labels(chosen), images.shape());
    }

    /** The images with these indices, drawn for training: by seed, epoch and index, so new in every epoch. */
    public Batch drawn(int[] chosen, Recipe recipe, Augmentation augmentation, long epoch) {
        int size = images.shape().size();
        boolean direct = recipe.network().coding() == InputCoding.DIRECT;
        float[] input = new float[(direct ? 1 : recipe.neurons().timeSteps()) * chosen.length * size];
        for (int i = 0; i < chosen.length; i++) {
            long changes = TrainingDraws.key(recipe.images().seed(), TrainingDraws.Use.AUGMENTATION, epoch, chosen[i]);
            byte[] pixels = augmentation.of(images.pixels(chosen[i]), images.shape(), changes);
            if (direct) {
                TrainingDraws.values(pixels, input, i);
            } else {
                long key = TrainingDraws.key(recipe.images().seed(), TrainingDraws.Use.SPIKES, epoch, chosen[i]);
                TrainingDraws.spikes(pixels, key, input, i, chosen.length, recipe.neurons().timeSteps());
            }
        }
        return new Batch(input, labels(chosen), images.shape());
    }

    public int label(int image) {
        return images.label(image);
    }

    /** Number of correct classes, one class per image. */
    public int correct(int[] classes) {
        int correct = 0;
        for (int i = 0; i < classes.length; i++) {
            correct += classes[i] == images.label(i) ? 1 : 0;
        }
        return correct;
    }

    private int[] labels(int[] chosen) {
        int[] labels = new int[chosen.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.label(chosen[i]);
        }
        return labels;
    }
}
