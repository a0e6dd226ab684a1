package xnorsim.network;

import xnorsim.base.InputException;
import xnorsim.network.neuron.Reset;

/** Checks of the records of this package; each error message names the field, its value and what was expected. */
final class Check {
    private Check() {}

    static int inRange(String where, String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw InputException.wrongValue(where, field, value, least + ".." + most);
        }
        return value;
    }

    static double positive(String where, String field, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw InputException.wrongValue(where, field, value, "a finite number above 0");
        }
        return value;
    }

    static double[] allPositive(String where, String field, double[] values) {
        for (int i = 0; i < values.length; i++) {
            positive(where, field + "[" + i + "]", values[i]);
        }
        return values;
    }

    static double[] allFinite(String where, String field, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw InputException.wrongValue(where, field + "[" + i + "]", values[i], "a finite number");
            }
        }
        return values;
    }

    static void length(String where, String field, int length, long expected) {
        if (length != expected) {
            throw InputException.wrongValue(where, "the number of " + field, length, Long.toString(expected));
        }
    }

    /** Prefix of error messages about a layer; rejects invalid layer names. */
    static String layer(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw InputException.wrongValue("layer", "name", '"' + name + '"',
                    "a letter or '_', then letters, digits and '_'");
        }
        return "layer " + name;
    }

    /**
     * Rejects finite parameters for which mean or threshold of eq. (7), or the membrane after a hard reset, overflows a
     * double or is 0 / 0.
     *
     * @param alpha of the channel
     */
    static void folds(String where, Normalization n, int channel, double alpha, double theta, Reset reset) {
        double scale = alpha * Math.abs(n.gain()[channel]);
        double mean = n.mu()[channel] / alpha - n.shift()[channel] * n.sigma()[channel] / scale;
        double threshold = n.sigma()[channel] * theta / scale;
        if (!Double.isFinite(mean) || !Double.isFinite(threshold)) {
            boolean isMean = !Double.isFinite(mean);
            throw InputException.wrongValue(where, isMean
                    ? "mu / alpha - shift * sigma / (alpha * |gain|) of channel " + channel
                    : "theta * sigma / (alpha * |gain|) of channel " + channel, isMean ? mean : threshold,
                    "a finite number, from mu " + n.mu()[channel] + ", sigma " + n.sigma()[channel] + ", gain "
                            + n.gain()[channel] + ", shift " + n.shift()[channel] + ", alpha " + alpha + " and theta "
                            + theta);
        }
        double level = reset.to(channel);
        double membrane = n.sigma()[channel] * level / scale;
        if (!Double.isFinite(membrane)) {
            throw InputException.wrongValue(where, "reset_to * sigma / (alpha * |gain|) of channel " + channel,
                    membrane,
                    "a finite number, from reset_to " + level + ", sigma " + n.sigma()[channel] + ", gain "
                            + n.gain()[channel] + " and alpha " + alpha);
        }
    }

    /** Adders process all inputs: weights of 0 represent the missing connections between groups. */
    static void oneGroup(String where, Geometry geometry) {
        if (geometry.groups() != 1) {
            throw InputException.wrongValue(where, "groups", geometry.groups(),
                    "1 with real-valued weights, where 0 means no connection");
        }
    }

    /** Rejects a reset with another number of channels. */
    static void reset(String where, Geometry geometry, Reset reset) {
        if (!reset.fits(geometry.outputChannels())) {
            throw InputException.wrongValue(where, "the number of reset_to", reset.levels().size(),
                    "1 or " + geometry.outputChannels());
        }
    }

    /** Rejects a pooling window that does not divide the layer's map. */
    static void pool(String where, Geometry geometry, int pool) {
        try {
            geometry.output().pooled(pool);
        } catch (InputException e) {
            throw e.in(where);
        }
    }
}
