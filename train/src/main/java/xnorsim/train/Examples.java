package xnorsim.train;

import java.nio.file.Path;

import xnorsim.network.InputException;
import xnorsim.network.PoissonEncoder;
import xnorsim.network.Shape;
import xnorsim.network.SpikeSource;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;

/** Square labelled images, coded into spikes batch by batch. */
final class Examples {
    /** Number of classes, the digits 0 to 9 of the labels. */
    static final int CLASSES = 10;

    private final LabelledImages images;

    private Examples(LabelledImages images) {
        this.images = images;
    }

    /**
     * Reads one part of a data set.
     *
     * @throws InputException if it cannot be read, has images that are not square or other labels than 0 to 9
     */
    static Examples read(Path folder, Split split) {
        LabelledImages images = LabelledImages.read(folder, split);
        if (images.shape().height() != images.shape().width()) {
            throw InputException.wrongValue(folder.toString(), "the shape of the images", images.shape(),
                    "as many rows as columns");
        }
        for (int i = 0; i < images.count(); i++) {
            if (images.label(i) >= CLASSES) {
                throw InputException.wrongValue(folder.toString(), "the label of image " + i, images.label(i),
                        "0.." + (CLASSES - 1));
            }
        }
        return new Examples(images);
    }

    int count() {
        return images.count();
    }

    Shape shape() {
        return images.shape();
    }

    /** The images with these indices, coded as a run of the simulator codes them. */
    Batch coded(int[] chosen, int timeSteps, PoissonEncoder encoder) {
        int size = images.shape().size();
        float[] spikes = new float[timeSteps * chosen.length * size];
        for (int i = 0; i < chosen.length; i++) {
            SpikeSource source = encoder.source(chosen[i], images.pixels(chosen[i]));
            for (int t = 0; t < timeSteps; t++) {
                int start = (t * chosen.length + i) * size;
                for (int p = 0; p < size; p++) {
                    spikes[start + p] = source.spike(t, p) ? 1f : 0f;
                }
            }
        }
        return new Batch(spikes, labels(chosen), images.shape().height());
    }

    /** The images with these indices, coded for training: by seed, epoch and index, so new in every epoch. */
    Batch drawn(int[] chosen, int timeSteps, long seed, long epoch) {
        float[] spikes = new float[timeSteps * chosen.length * images.shape().size()];
        for (int i = 0; i < chosen.length; i++) {
            long key = Draws.key(seed, Draws.Use.SPIKES, epoch, chosen[i]);
            Draws.spikes(images.pixels(chosen[i]), key, spikes, i, chosen.length, timeSteps);
        }
        return new Batch(spikes, labels(chosen), images.shape().height());
    }

    private int[] labels(int[] chosen) {
        int[] labels = new int[chosen.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = images.label(chosen[i]);
        }
        return labels;
    }
}
