package xnorsim.train.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random draws of training, keyed by purpose: nothing depends on how many were drawn before, so that a resumed run
 * draws what the uninterrupted one would have drawn.
 */
public final class TrainingDraws {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** What a draw is for. */
    public enum Use {
        /** Initial weights of a layer. */
        WEIGHTS,
        /** Order of the images in an epoch. */
        ORDER,
        /** Input spikes of an image in an epoch. */
        SPIKES,
        /** Changes of an image in an epoch. */
        AUGMENTATION
    }

    private TrainingDraws() {}

    /** The key of a purpose under a root seed, with further parts such as epoch and image. */
    public static long key(long seed, Use use, long... parts) {
        long key = mix(seed + GOLDEN * (use.ordinal() + 1));
        for (long part : parts) {
            key = mix(key + GOLDEN * (part + 1));
        }
        return key;
    }

    /** A permutation of 0..count-1. */
    static int[] order(int count, long key) {
        int[] order = new int[count];
        SplittableRandom random = new SplittableRandom(key);
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** The numbers from first to end - 1 in runs of at most this size. */
    public static List<int[]> chunks(int first, int end, int size) {
        List<int[]> chunks = new ArrayList<>();
        for (int start = first; start < end; start += size) {
            chunks.add(IntStream.range(start, Math.min(end, start + size)).toArray());
        }
        return chunks;
    }

    /**
     * The PoissonGenerator of Algorithm 1, line 3, for training: as {@link xnorsim.network.PoissonEncoder}, but with
     * the epoch in the key and in whole numbers.
     *
     * @param pixels unsigned bytes, one image
     * @param key of the image in its epoch
     * @param into time-major spikes (T, images, pixels) of a batch
     * @param image place of the image in the batch
     */
    public static void spikes(byte[] pixels, long key, float[] into, int image, int images, int timeSteps) {
        for (int t = 0; t < timeSteps; t++) {
            int start = (t * images + image) * pixels.length;
            long stepKey = mix(key + GOLDEN * (t + 1));
            for (int p = 0; p < pixels.length; p++) {
                // 32 random bits r: r / 2^32 < pixel / 255.
                long random = mix(stepKey + GOLDEN * (p + 1)) >>> 32;
                into[start + p] = random * 255 < ((long) (pixels[p] & 0xFF) << 32) ? 1f : 0f;
            }
        }
    }

    /** Direct coding: brightness / 256 of an image, put at its place in a batch. */
    static void values(byte[] pixels, float[] into, int image) {
        for (int p = 0; p < pixels.length; p++) {
            into[image * pixels.length + p] = (pixels[p] & 0xFF) * 0x1p-8f;
        }
    }

    /** The finalizer of SplitMix64. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
