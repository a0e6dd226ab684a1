package xnorsim.explore.attribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Attribution of wrong spikes to error sources of an analog readout, by runs of the same chip with the same draws
 * without one source at a time, and with one source alone (docs/analog.md).
 *
 * @param sources error sources of the readout
 * @param images  number of images compared, from the first one on
 * @param flips   the first flips: wrong spikes that no other one can have caused, in the order image, time step, layer,
 *                position, channel
 * @param classes the images whose class changed
 * @param enough  for each image the sources that each alone change its class
 * @param growth  wrong spikes layer by layer, in each time step by time step
 */
public record Attribution(List<ErrorSource> sources, int images, List<FirstFlip> flips, List<ChangedClass> classes,
        List<List<ErrorSource>> enough, List<ErrorPropagation> growth) {

    /** Copies the lists. */
    public Attribution {
        sources = List.copyOf(sources);
        flips = List.copyOf(flips);
        classes = List.copyOf(classes);
        enough = enough.stream().map(List::copyOf).toList();
        growth = List.copyOf(growth);
    }

    /** First flips caused by a source by itself: it alone is necessary. */
    public long blamed(ErrorSource source) {
        return flips.stream().filter(flip -> flip.causes().equals(List.of(source))).count();
    }

    /** First flips for which a source is necessary, by itself or with others. */
    public long needed(ErrorSource source) {
        return flips.stream().filter(flip -> flip.causes().contains(source)).count();
    }

    /** First flips for which several sources are necessary. */
    public long byInteraction() {
        return flips.stream().filter(flip -> flip.causes().size() > 1).count();
    }

    /** First flips for which no single source is necessary: they have more than one sufficient cause. */
    public long overdetermined() {
        return flips.stream().filter(flip -> flip.causes().isEmpty()).count();
    }

    /** Images whose changed class becomes right without a source. */
    public long classesRightWithout(ErrorSource source) {
        return classes.stream().filter(image -> image.causes().contains(source)).count();
    }

    /** Spikes compared. */
    public long spikes() {
        return growth.stream().mapToLong(ErrorPropagation::spikes).sum();
    }

    /** Wrong spikes: first flips and their consequences. */
    public long different() {
        return growth.stream().mapToLong(ErrorPropagation::different).sum();
    }

    /** Wrong spikes without a source. */
    public long differentWithout(ErrorSource source) {
        int index = sources.indexOf(source);
        return growth.stream().mapToLong(g -> g.without().get(index)).sum();
    }

    /** Wrong spikes with a source alone. */
    public long differentAlone(ErrorSource source) {
        int index = sources.indexOf(source);
        return growth.stream().mapToLong(g -> g.alone().get(index)).sum();
    }

    /** Images whose class a source alone changes. */
    public long classesChangedAlone(ErrorSource source) {
        return enough.stream().filter(image -> image.contains(source)).count();
    }

    /** The contribution of one image; the sum over images is an attribution. */
    record OfImage(List<FirstFlip> flips, Optional<ChangedClass> changed, List<ErrorSource> enough,
            List<ErrorPropagation> growth) {}

    static Attribution sum(List<ErrorSource> sources, List<OfImage> images) {
        List<FirstFlip> flips = new ArrayList<>();
        List<ChangedClass> classes = new ArrayList<>();
        List<ErrorPropagation> growth = new ArrayList<>(images.getFirst().growth());
        for (int k = 0; k < images.size(); k++) {
            flips.addAll(images.get(k).flips());
            images.get(k).changed().ifPresent(classes::add);
            for (int i = 0; k > 0 && i < growth.size(); i++) {
                growth.set(i, plus(growth.get(i), images.get(k).growth().get(i)));
            }
        }
        return new Attribution(sources, images.size(), flips, classes, images.stream().map(OfImage::enough).toList(),
                growth);
    }

    private static ErrorPropagation plus(ErrorPropagation a, ErrorPropagation b) {
        return new ErrorPropagation(a.layer(), a.timeStep(), a.spikes() + b.spikes(), a.different() + b.different(),
                plus(a.without(), b.without()), plus(a.alone(), b.alone()));
    }

    private static List<Long> plus(List<Long> a, List<Long> b) {
        return IntStream.range(0, a.size()).mapToObj(s -> a.get(s) + b.get(s)).toList();
    }
}
