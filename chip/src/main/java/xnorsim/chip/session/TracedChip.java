package xnorsim.chip.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import xnorsim.chip.macro.MacroSimulation;
import xnorsim.chip.run.ChipSimulation;
import xnorsim.chip.run.Session;
import xnorsim.network.Layer;
import xnorsim.network.SpikeSource;
import xnorsim.sim.BankSignal;
import xnorsim.sim.Scheduler;
import xnorsim.sim.Signal;
import xnorsim.trace.WaveformScope;

/**
 * Subarrays of a chip that simulates some images in sequence. A single one is the scope {@code macro}; several are the
 * scopes of the chip, with the handshakes of their layers.
 */
public final class TracedChip implements TracedDesign {
    /**
     * A subarray.
     *
     * @param layer      index in the network
     * @param rowTile    row in the layer
     * @param columnTile column in the layer
     */
    public record Place(int layer, int rowTile, int columnTile) {}

    private static final String CHIP = "chip";

    private final ChipSimulation chip;
    private final List<String> names;
    private final List<Place> places;
    private final List<Integer> images;
    private final IntFunction<SpikeSource> sources;
    private final IntFunction<Work> work;

    /** A new chip for images of a session; {@code work} is the work of a layer in the whole run. */
    public TracedChip(Session session, List<Place> places, List<Integer> images, IntFunction<Work> work) {
        this.chip = session.chip();
        this.names = session.mapping().network().layers().stream().map(Layer::name).toList();
        this.places = places;
        this.images = List.copyOf(images);
        this.sources = session.input().sources();
        this.work = work;
    }

    @Override
    public List<Part> parts() {
        if (places.size() == 1) {
            Place place = places.getFirst();
            WaveformScope scope = new WaveformScope(MacroSimulation.SCOPE,
                    chip.signals(place.layer, place.rowTile, place.columnTile));
            return List.of(new Part(scope, work.apply(place.layer)));
        }
        Map<String, List<Signal>> scopes = new LinkedHashMap<>();
        Map<String, Work> works = new LinkedHashMap<>();
        Set<Signal> seen = new HashSet<>();
        for (Place place : places) {
            for (Signal signal : chip.signals(place.layer, place.rowTile, place.columnTile)) {
                String scope = scope(signal);
                add(scopes, seen, scope, signal);
                works.put(scope, scope.equals(CHIP) ? Work.NONE : work.apply(place.layer));
            }
            for (Signal signal : chip.handshakes(place.layer)) {
                add(scopes, seen, CHIP + ".layer" + place.layer + "_" + names.get(place.layer), signal);
            }
        }
        List<Part> parts = new ArrayList<>();
        scopes.forEach((path, signals) -> parts
                .add(new Part(new WaveformScope(path, signals), works.getOrDefault(path, Work.NONE))));
        return parts;
    }

    private static void add(Map<String, List<Signal>> scopes, Set<Signal> seen, String scope, Signal signal) {
        if (seen.add(signal)) {
            scopes.computeIfAbsent(scope, _ -> new ArrayList<>()).add(signal);
        }
    }

    /** The scope of a signal; the clock belongs to the chip. */
    private static String scope(Signal signal) {
        String path = signal.path();
        if (signal instanceof BankSignal bank) {
            path = path.substring(0, path.length() - bank.laneName().length() - bank.name().length() - 2);
        } else {
            path = path.substring(0, path.length() - signal.name().length());
        }
        return path.isEmpty() ? CHIP : path.substring(0, path.length() - 1);
    }

    @Override
    public Scheduler scheduler() {
        return chip.scheduler();
    }

    @Override
    public void run() {
        for (int image : images) {
            if (chip.runUnlessStopped(image, 1, _ -> sources.apply(image), (_, _) -> {}).isEmpty()) {
                return;
            }
        }
    }
}
