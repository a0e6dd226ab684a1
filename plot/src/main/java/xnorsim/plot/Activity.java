package xnorsim.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the neurons of one layer did on images that follow one another.
 *
 * @param layer     name of the layer
 * @param numbers   numbers of the images, in the order of the values
 * @param timeSteps of an image
 * @param neurons   number of neurons
 * @param spikes    0 or 1, index (image, time step, neuron); empty where a layer does not fire
 * @param membranes after each time step, same index; empty if not recorded
 * @param unit      unit of the membranes
 */
// Arrays: measured once and passed on; never compared.
@SuppressWarnings("ArrayRecordComponent")
public record Activity(String layer, List<Integer> numbers, int timeSteps, int neurons, Optional<byte[]> spikes,
        Optional<double[]> membranes, String unit) {

    /** Checks the lengths. */
    public Activity {
        numbers = List.copyOf(numbers);
        int values = numbers.size() * timeSteps * neurons;
        if (numbers.isEmpty() || timeSteps < 1 || neurons < 1 || spikes.filter(s -> s.length != values).isPresent()
                || membranes.filter(m -> m.length != values).isPresent()) {
            throw new IllegalArgumentException("not " + values + " values of layer " + layer);
        }
    }

    /** Time steps of all images. */
    int steps() {
        return numbers.size() * timeSteps;
    }

    boolean fires(int step, int neuron) {
        return spikes.filter(s -> s[step * neurons + neuron] != 0).isPresent();
    }

    /** Spikes of a neuron in all steps. */
    int count(int neuron) {
        int count = 0;
        for (int step = 0; step < steps(); step++) {
            count += fires(step, neuron) ? 1 : 0;
        }
        return count;
    }

    /** So many neurons, or all, at the same distance from each other. */
    public int[] spread(int most) {
        int stride = Math.ceilDiv(neurons, most);
        int[] chosen = new int[Math.ceilDiv(neurons, stride)];
        Arrays.setAll(chosen, i -> i * stride);
        return chosen;
    }

    /** So many neurons, spread evenly over those that fire at least once; over all if none does. */
    public int[] spreadActive(int most) {
        int[] active = IntStream.range(0, neurons).filter(n -> count(n) > 0).toArray();
        if (active.length == 0) {
            return spread(most);
        }
        int shown = Math.min(most, active.length);
        int[] chosen = new int[shown];
        Arrays.setAll(chosen, i -> active[(int) ((long) i * active.length / shown)]);
        return chosen;
    }
}
