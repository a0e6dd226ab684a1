package xnorsim.explore.study;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a point is judged by; the key is its name in study files and results. */
public enum Metric {
    /** Fraction of images classified correctly. */
    ACCURACY("accuracy", "accuracy", "", true),
    /** Clock cycles per image. */
    CYCLES("cycles", "cycles per image", "", false),
    /** Simulated time per image. */
    TIME("time_us", "time per image", "us", false),
    /** Energy per image, in the study's technology. */
    ENERGY("energy_nj", "energy per image", "nJ", false),
    /** Area of the chip. */
    AREA("area_mm2", "area", "mm2", false),
    /** Energy per image times time per image. */
    EDP("edp_nj_us", "energy-delay product", "nJ us", false),
    /** Tera-operations per second and watt of the chip, two for each product of a weight and an input. */
    TOPS_PER_WATT("tops_per_watt", "efficiency", "TOPS/W", true),
    /**
     * Half a level minus the largest error before the converter due to settling, droop, charge injection and
     * saturation: the margin before codes are wrong. An ideal readout has half a level.
     */
    MARGIN("margin_levels", "margin", "levels", true),
    /** Subarrays on the chip. */
    ARRAYS("arrays", "subarrays", "", false),
    /** Fraction of the subarrays' cells that hold a weight. */
    CELLS_USED("cells_used", "fraction of cells used", "", true),
    /** Spikes per unit and time step, over all spiking layers. */
    SPIKE_RATE("spike_rate", "spike rate", "", false);

    private final String key;
    private final String title;
    private final String unit;
    private final boolean higherIsBetter;

    Metric(String key, String title, String unit, boolean higherIsBetter) {
        this.key = key;
        this.title = title;
        this.unit = unit;
        this.higherIsBetter = higherIsBetter;
    }

    /** Its name in files. */
    public String key() {
        return key;
    }

    /** What a reader sees, with its unit. */
    public String title() {
        return unit.isEmpty() ? title : title + " (" + unit + ")";
    }

    /** Whether more of it is better. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** Whether it lies between 0 and 1. */
    public boolean isShare() {
        return this == ACCURACY || this == CELLS_USED || this == SPIKE_RATE;
    }

    /** Whether it comes from the costs of a run. */
    public boolean isCost() {
        return this == ENERGY || this == AREA || this == EDP || this == TOPS_PER_WATT;
    }

    /** The metric of a key. */
    public static Optional<Metric> of(String key) {
        return Arrays.stream(values()).filter(metric -> metric.key.equals(key)).findFirst();
    }

    /** The keys of all metrics. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Metric::key).toList();
    }
}
