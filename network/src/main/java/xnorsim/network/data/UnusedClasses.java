package xnorsim.network.data;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import xnorsim.base.Printable;

/** Classes of a network that no image of a data set has: an oversight, such as labels that count from 1. */
public final class UnusedClasses {
    /** Below this many images per class, a missing class means little. */
    private static final int ENOUGH = 10;

    private UnusedClasses() {}

    /** A warning about such classes, if any; labels that are not classes are ignored. */
    public static Optional<String> remark(LabelledImages images, int classes) {
        boolean[] used = new boolean[classes];
        IntStream.range(0, images.count()).map(images::label).filter(label -> label < classes)
                .forEach(label -> used[label] = true);
        List<Integer> unused = IntStream.range(0, classes).filter(c -> !used[c]).boxed().toList();
        boolean fromOne = unused.equals(List.of(0)) && classes > 1;
        if (unused.isEmpty() || (!fromOne && images.count() < ENOUGH * classes)) {
            return Optional.empty();
        }
        return Optional
                .of("no image has label " + Printable.list(unused.stream(), "or") + ", of " + classes + " classes"
                        + (fromOne ? "; classes count from 0, and these labels seem to count from 1" : ""));
    }
}
