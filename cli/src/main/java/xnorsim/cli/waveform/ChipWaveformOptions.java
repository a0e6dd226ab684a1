package xnorsim.cli.waveform;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import xnorsim.base.InputException;
import xnorsim.base.Printable;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.control.Schedule;
import xnorsim.chip.layout.Mapping;
import xnorsim.chip.run.LayerReport;
import xnorsim.chip.run.NetworkReport;
import xnorsim.chip.run.Session;
import xnorsim.chip.run.SpikeDifference;
import xnorsim.chip.session.TracedChip;
import xnorsim.chip.session.TracedDesign;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.NumberRanges;
import xnorsim.cli.io.Output;
import xnorsim.network.BinaryLayer;
import xnorsim.network.Geometry;
import xnorsim.network.Layer;
import xnorsim.trace.trigger.Trigger;

/** The options that ask for a waveform of subarrays of a chip while it works on images. */
public final class ChipWaveformOptions extends WaveformOptions {
    private static final Pattern TILE = Pattern.compile("([0-9]{1,5}),([0-9]{1,5})");
    private static final String ALL = "all";
    private static final String IMAGES = "images in the data";

    @Option(names = "--vcd-layer", paramLabel = "L", split = ",", description = "Layers by number or name, or all"
            + " (default: 1).")
    private List<String> layers = List.of();

    @Option(names = "--vcd-tile", paramLabel = "r,c", description = "Row and column of a subarray in its layer"
            + " (default: 0,0); given several times, or all.")
    private List<String> tiles = List.of();

    @Option(names = "--vcd-image", paramLabel = "LIST", description = "Images, from 0, such as 0-2,5 (default: 0).")
    private Optional<String> images;

    /**
     * Rejects, before the run, what cannot be traced.
     *
     * @param count number of images in the data
     */
    public void check(Session session, int count) {
        Mapping mapping = session.mapping();
        check(mapping.architecture().clockPeriodPs());
        if (file().isEmpty()) {
            requireWith("--vcd FILE", Stream.of(given("--vcd-layer", layers.stream().findFirst()),
                    given("--vcd-tile", tiles.stream().findFirst()), given("--vcd-image", images)));
            return;
        }
        // The schedule is an upper bound where the length of a pass depends on spikes.
        long latency = Schedule.of(mapping.network(), mapping.architecture(), 1).cycles();
        int chosen = (int) images(count).numbers().count();
        boolean known = !mapping.architecture().chip().dataDependent();
        TracedChip chip = new TracedChip(session, places(mapping), List.of(),
                layer -> known ? work(mapping, layer, latency, chosen) : TracedDesign.Work.NONE);
        check(chip, (latency + 2) * chosen, mapping.architecture().clockPeriodPs());
    }

    /**
     * Simulates the images again and writes the waveform, if requested.
     *
     * @param count number of images in the data
     * @return exit code: not 0 if the limit cut the waveform off
     */
    public int record(Session session, int count, NetworkReport report, Output output) throws IOException {
        if (file().isEmpty()) {
            return ExitCode.OK;
        }
        Optional<SpikeDifference> first = isAtDifference() ? report.comparison().first() : Optional.empty();
        List<Integer> chosen = first.map(one -> List.of(one.image()))
                .orElseGet(() -> images(count).numbers().boxed().toList());
        Mapping mapping = session.mapping();
        List<TracedChip.Place> places = first.map(one -> List.of(place(mapping, one)))
                .orElseGet(() -> places(mapping));
        long cycles = (long) Math.ceil(report.time().latencyCycles() + 2) * chosen.size();
        return record(
                () -> new TracedChip(session, places, chosen,
                        layer -> work(mapping.architecture(), report.layers().get(layer), chosen.size())),
                cycles, mapping.architecture().clockPeriodPs(), first.map(one -> pass(mapping, one)),
                List.of(comment(mapping, places, chosen)), output);
    }

    /** What a layer does at most: it has one pass after the other where nothing holds it up. */
    private static TracedDesign.Work work(Mapping mapping, int layer, long latencyCycles, int images) {
        Architecture a = mapping.architecture();
        Geometry g = mapping.network().layers().get(layer).geometry();
        int beats = (Math.min(a.columns(), g.fanIn()) + a.busWidth() - 1) / a.busWidth();
        int slots = mapping.slots(layer);
        long passes = (long) mapping.network().timeSteps()
                * Math.ceilDiv(g.output().positions(), mapping.replicas(layer));
        long busy = passes * (slots * (beats + a.evalCycles() + 1L) + a.senseCycles() + 2);
        return new TracedDesign.Work(images * passes, images * Math.clamp(busy, 1, Math.max(1, latencyCycles)), slots,
                beats);
    }

    private static TracedDesign.Work work(Architecture a, LayerReport layer, int images) {
        int beats = (Math.min(a.columns(), layer.fanIn()) + a.busWidth() - 1) / a.busWidth();
        return new TracedDesign.Work(images * layer.work().passes() / layer.arrays().replicas(),
                images * Math.max(1, layer.work().cycles()),
                layer.arrays().slots(), beats);
    }

    private NumberRanges images(int count) {
        return NumberRanges.parse("--vcd-image", images.orElse("0"), count, IMAGES);
    }

    /** The pass at whose end a spike was wrong. */
    private static Trigger pass(Mapping mapping, SpikeDifference first) {
        int positions = mapping.network().layers().get(first.layer()).geometry().output().positions();
        int copies = mapping.replicas(first.layer());
        long passes = (positions + copies - 1L) / copies;
        return TracedDesign.pass(first.timeStep() * passes + first.position() / copies);
    }

    private static TracedChip.Place place(Mapping mapping, SpikeDifference first) {
        if (!(mapping.network().layers().get(first.layer()) instanceof BinaryLayer)) {
            throw new InputException("the first difference from the reference model is in layer " + first.layer()
                    + ", expected a layer on subarrays");
        }
        return new TracedChip.Place(first.layer(), first.channel() / mapping.architecture().rows(), 0);
    }

    private List<TracedChip.Place> places(Mapping mapping) {
        List<TracedChip.Place> places = new ArrayList<>();
        for (int layer : layers(mapping)) {
            int rows = mapping.rowTiles(layer);
            int columns = mapping.columnTiles(layer);
            if (tiles.contains(ALL)) {
                for (int tile = 0; tile < rows * columns; tile++) {
                    places.add(new TracedChip.Place(layer, tile / columns, tile % columns));
                }
            }
            for (String tile : tiles.isEmpty() ? List.of("0,0") : tiles) {
                if (!tile.equals(ALL)) {
                    places.add(place(mapping, layer, tile));
                }
            }
        }
        return places.stream().distinct().toList();
    }

    private static TracedChip.Place place(Mapping mapping, int layer, String tile) {
        Matcher matcher = TILE.matcher(tile);
        if (!matcher.matches()) {
            throw new InputException(
                    "--vcd-tile is " + Printable.typed(tile) + ", expected a row and a column, such as 0,1, or all");
        }
        int row = Integer.parseInt(matcher.group(1));
        int column = Integer.parseInt(matcher.group(2));
        if (row >= mapping.rowTiles(layer) || column >= mapping.columnTiles(layer)) {
            throw new InputException(
                    "--vcd-tile is " + Printable.typed(tile) + ", expected 0,0 to " + (mapping.rowTiles(layer) - 1)
                            + "," + (mapping.columnTiles(layer) - 1) + ", a subarray of layer "
                            + mapping.network().layers().get(layer).name());
        }
        return new TracedChip.Place(layer, row, column);
    }

    private List<Integer> layers(Mapping mapping) {
        List<Layer> all = mapping.network().layers();
        List<Integer> onArrays = IntStream.range(0, all.size()).filter(l -> all.get(l) instanceof BinaryLayer).boxed()
                .toList();
        if (layers.contains(ALL)) {
            return onArrays;
        }
        List<Integer> chosen = new ArrayList<>();
        for (String name : layers.isEmpty() ? List.of("1") : layers) {
            chosen.add(onArrays.stream().filter(l -> all.get(l).name().equals(name) || Integer.toString(l).equals(name))
                    .findFirst()
                    .orElseThrow(() -> InputException.noSuch("--vcd-layer", "layer", name + " on subarrays",
                            Stream.concat(onArrays.stream().map(l -> l + " (" + all.get(l).name() + ")"),
                                    Stream.of(ALL)).toList())));
        }
        return chosen;
    }

    private static String comment(Mapping mapping, List<TracedChip.Place> places, List<Integer> images) {
        String where = places.stream()
                .map(place -> "layer " + place.layer() + " ("
                        + mapping.network().layers().get(place.layer()).name() + "), tile " + place.rowTile() + ","
                        + place.columnTile())
                .collect(Collectors.joining("; "));
        return where + (images.size() == 1 ? ", image " : ", images ")
                + images.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
