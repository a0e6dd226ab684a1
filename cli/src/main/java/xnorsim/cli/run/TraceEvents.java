package xnorsim.cli.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xnorsim.chip.control.Cause;
import xnorsim.chip.control.Timeline;
import xnorsim.cli.io.Json;

/**
 * A timeline in the Trace Event format: a thread per layer and one for the spike bus, a complete event per stretch,
 * times in microseconds of simulated time. Perfetto colours by name and disregards {@code cname}; older viewers use it.
 */
final class TraceEvents {
    private static final double PICOSECONDS_PER_MICROSECOND = 1e6;
    private static final int PROCESS = 1;

    private final List<Map<String, Object>> events = new ArrayList<>();
    private final Timeline times;
    private final double period;

    private TraceEvents(Timeline times, long clockPeriodPs) {
        this.times = times;
        this.period = clockPeriodPs / PICOSECONDS_PER_MICROSECOND;
    }

    /** The JSON text. */
    static String of(String network, List<String> layers, Timeline times, long clockPeriodPs) {
        TraceEvents trace = new TraceEvents(times, clockPeriodPs);
        trace.name("process_name", 0, network);
        for (int l = 0; l < layers.size(); l++) {
            trace.track(l, l + " " + layers.get(l));
        }
        int bus = layers.size();
        if (!times.transfers().isEmpty()) {
            trace.track(bus, "spike bus");
        }
        times.stretches().forEach(trace::stretch);
        times.transfers().forEach(t -> trace.slice(layers.get(t.layer()), "bus", "rail_animation", bus, t.step(),
                t.start(), t.end()));
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("displayTimeUnit", "ns");
        file.put("traceEvents", trace.events);
        return Json.object(file) + "\n";
    }

    private void track(int id, String name) {
        name("thread_name", id, name);
        Map<String, Object> order = metadata("thread_sort_index", id);
        order.put("args", Map.of("sort_index", id));
        events.add(order);
    }

    private void name(String what, int track, String name) {
        Map<String, Object> event = metadata(what, track);
        event.put("args", Map.of("name", name));
        events.add(event);
    }

    private static Map<String, Object> metadata(String what, int track) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("name", what);
        event.put("ph", "M");
        event.put("pid", PROCESS);
        event.put("tid", track);
        return event;
    }

    private void stretch(Timeline.Stretch stretch) {
        if (stretch.step() >= times.steps()) {
            return; // Nothing left to do.
        }
        String name = switch (stretch.cause()) {
            case BUSY -> "step " + stretch.step() % times.timeSteps();
            case INPUT -> "waits for input";
            case BANK -> "waits for a bank";
            case BUS -> "waits for the bus";
            case ARRAYS -> "waits for subarrays";
            case WRITING -> "writes weights";
        };
        slice(name, stretch.cause().key(), colour(stretch.cause()), stretch.layer(), stretch.step(), stretch.start(),
                stretch.end());
    }

    /** The viewers' own names of colours. */
    private static String colour(Cause cause) {
        return switch (cause) {
            case BUSY -> "thread_state_running";
            case INPUT -> "grey";
            case BANK -> "yellow";
            case BUS -> "bad";
            case ARRAYS -> "terrible";
            case WRITING -> "olive";
        };
    }

    private void slice(String name, String category, String colour, int track, long step, long start, long end) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("name", name);
        event.put("cat", category);
        event.put("ph", "X");
        event.put("ts", start * period);
        event.put("dur", (end - start) * period);
        event.put("pid", PROCESS);
        event.put("tid", track);
        event.put("cname", colour);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("image", step / times.timeSteps());
        details.put("time_step", step % times.timeSteps());
        details.put("start_cycle", start);
        details.put("cycles", end - start);
        event.put("args", details);
        events.add(event);
    }
}
