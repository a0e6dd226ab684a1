package xnorsim.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;

/** What a chip is predicted to do, what it then does, and the pictures of it. */
class MapCommandTest {
    private static final String SHARED = """
            rows: 2
            columns: 10
            bus_width: 5
            lanes: 7
            pipelining: layer
            arrays: 13
            write_width: 3
            spike_bus: 4
            """;

    @TempDir
    Path folder;

    private RunFiles files;

    @BeforeEach
    void makeFiles() {
        files = new RunFiles(folder);
    }

    private Path arch(String text) throws IOException {
        return Files.writeString(folder.resolve("arch.yaml"), text);
    }

    private JsonNode json(String command, Object... options) {
        Invocation run = Invocation
                .of(Stream.concat(Stream.of(command, files.model(), "--json"), Stream.of(options)).toArray());
        assertThat(run.exitCode()).as(run.err()).isZero();
        return JsonMapper.shared().readTree(run.out());
    }

    @Test
    void prediction_is_the_formula_of_the_timing_page() throws IOException {
        JsonNode map = json("map", "--arch",
                arch("rows: 2\ncolumns: 10\nbus_width: 5\neval_cycles: 3\nsense_cycles: 2\nlanes: 7\nreplicas: 3\n"));
        // conv1: 62; conv2: pass 12, ceil(16 / 3) positions; conv3: pass 18, ceil(4 / 3); out: 9. See RunCommandTest.
        assertThat(map.path("cycles").asLong()).isEqualTo(4 * (62 + 6 * 12 + 2 * 18 + 9));
        assertThat(map.path("exact").asBoolean()).isTrue();
        // Tiles: 2 x 3 and 3 x 4, three copies each.
        assertThat(map.path("arrays").asInt()).isEqualTo(3 * (6 + 12));
        assertThat(map.path("layers").get(2).path("first_array").asInt()).isEqualTo(18);
        assertThat(map.path("layers").get(1).path("starts").get(1).asLong()).isEqualTo(62 + 72 + 36 + 9 + 62);
        // 4 channels, 16 positions, 32 bits; two banks of 4 channels on 2 x 2
        assertThat(map.path("layers").get(1).path("membrane_bits").asLong()).isEqualTo(4 * 16 * 32);
        assertThat(map.path("layers").get(1).path("spike_buffer_bits").asLong()).isEqualTo(2 * 4 * 4);
    }

    @Test
    void stream_does_what_the_map_predicts_to_the_byte() throws IOException {
        Path arch = arch(SHARED);
        Path predicted = folder.resolve("predicted.json");
        Path simulated = folder.resolve("simulated.json");
        Path chart = folder.resolve("predicted.svg");
        Path drawn = folder.resolve("simulated.svg");
        JsonNode map = json("map", "--arch", arch, "--images", 3, "--timeline", predicted, "--gantt", chart);
        JsonNode run = json("run", "--arch", arch, "--stream", "--timeline", simulated, "--gantt", drawn);
        assertThat(simulated).hasSameBinaryContentAs(predicted);
        assertThat(drawn).hasSameBinaryContentAs(chart);
        assertThat(run.path("cycles_per_image").asDouble()).isEqualTo(map.path("cycles_per_image").asDouble());
        assertThat(run.path("latency_cycles").asDouble()).isGreaterThan(run.path("cycles_per_image").asDouble());
        assertThat(run.path("arrays_needed").asInt()).isEqualTo(18);
        for (JsonNode layer : run.path("layers")) {
            double sum = layer.path("cycles_by_cause").valueStream().mapToDouble(JsonNode::asDouble).sum();
            assertThat(sum).isCloseTo(run.path("cycles_per_image").asDouble(),
                    Offset.offset(1e-6));
        }
    }

    @Test
    void timeline_has_a_track_per_layer_and_slices_without_gaps() throws IOException {
        Path timeline = folder.resolve("t.json");
        json("run", "--images", 1, "--arch", arch(SHARED), "--timeline", timeline);
        JsonNode events = JsonMapper.shared().readTree(timeline.toFile()).path("traceEvents");
        assertThat(events.valueStream().filter(e -> e.path("name").asString().equals("thread_name"))
                .map(e -> e.path("args").path("name").asString()))
                .containsExactly("0 conv1", "1 conv2", "2 conv3", "3 out", "spike bus");
        for (int layer = 0; layer < 4; layer++) {
            int track = layer;
            long at = 0;
            for (JsonNode slice : events.valueStream().filter(e -> e.path("ph").asString().equals("X"))
                    .filter(e -> e.path("tid").asInt() == track).toList()) {
                assertThat(slice.path("args").path("start_cycle").asLong()).isEqualTo(at);
                assertThat(slice.path("ts").asDouble()).isEqualTo(at * 2000 / 1e6);
                at += slice.path("args").path("cycles").asLong();
            }
            assertThat(at).isPositive();
        }
        assertThat(events.valueStream().map(e -> e.path("name").asString())).contains("step 0", "step 3",
                "waits for input", "waits for the bus", "waits for subarrays", "writes weights");
    }

    @Test
    void chart_is_a_picture_with_a_bar_per_stretch() throws Exception {
        Path chart = folder.resolve("chart.svg");
        json("map", "--arch", arch(SHARED), "--gantt", chart);
        Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(chart.toFile());
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("title").getLength()).isGreaterThan(4 * 4);
        // conv1 works 62 cycles, its 48 spikes travel for 12; then 2 rows are written in 4 cycles each.
        assertThat(chart).content().contains("0 conv1", "spike bus", "busy, image 0, time step 0, cycles 0 to 62",
                "conv1, image 0, time step 0, cycles 62 to 74", "writing, image 0, time step 0, cycles 74 to 82");
    }

    @Test
    void handshakes_are_a_waveform_of_every_layer() throws IOException {
        Path wave = folder.resolve("chip.vcd");
        JsonNode plain = json("run", "--images", 1);
        JsonNode traced = json("run", "--images", 1, "--handshakes", wave);
        assertThat(traced.path("cycles_per_image")).isEqualTo(plain.path("cycles_per_image"));
        assertThat(wave).content().contains("$scope module layer1_conv2 $end", "state [2:0]", "time_step", "position",
                "bank", "0 input, 1 bank, 2 bus, 3 arrays, 4 writing, 5 busy");
    }

    @Test
    void gates_show_each_kind_of_cells_beside_the_reference() {
        JsonNode gates = json("run", "--gates").path("gates");
        assertThat(gates.valueStream().map(row -> row.path("gate").asString())).containsExactly("xnor", "and",
                "ternary");
        for (JsonNode row : gates) {
            assertThat(row.path("spikes_different").asLong()).isZero();
            assertThat(row.path("membranes_different").asLong()).isZero();
            assertThat(row.path("spikes_compared").asLong()).isPositive();
            assertThat(row.path("active_cells").asDouble()).isPositive();
        }
        assertThat(gates.get(1).path("arrays").asInt()).isEqualTo(2 * gates.get(0).path("arrays").asInt());
        assertThat(gates.get(1).path("active_cells")).isEqualTo(gates.get(2).path("active_cells"));
        assertThat(gates.get(2).path("cycles_per_image")).isEqualTo(gates.get(0).path("cycles_per_image"));
        // One level more in the adder trees of conv2 (16 positions) and conv3 (4), four time steps.
        assertThat(gates.get(1).path("cycles_per_image").asDouble())
                .isEqualTo(gates.get(0).path("cycles_per_image").asDouble() + 4 * (16 + 4));
    }

    @Test
    void text_shows_placement_and_schedule() throws IOException {
        Invocation map = Invocation.of("map", files.model(), "--arch", arch(SHARED));
        assertThat(map.exitCode()).as(map.err()).isZero();
        assertThat(map.out()).contains("13 subarrays of 2 x 10", "shared by layers that need 18", "0..5", "6..12, 0..4",
                "writing", "predicted");
        Invocation bounded = Invocation.of("map", files.model(), "--arch", arch("loading: events\n"));
        assertThat(bounded.out()).contains("worst case");
    }

    @Test
    void what_cannot_be_placed_is_refused_before_the_run() throws IOException {
        for (String command : new String[]{"map", "run"}) {
            Invocation.of(command, files.model(), "--arch", arch("rows: 2\ncolumns: 10\narrays: 7\n"))
                    .assertRefused("layer conv3", "12 subarrays at once", "at most 7");
            Invocation.of(command, files.model(), "--arch", arch("replicas: {conv3: 5}\n")).assertRefused("layer conv3",
                    "replicas is 5, expected 1..4");
            Invocation.of(command, files.model(), "--arch", arch("output_banks: 0\n")).assertRefused("arch.yaml",
                    "output_banks is 0");
        }
        Invocation.of("map", files.model(), "--images", 0).assertRefused("--images is 0");
        Invocation.of("map", files.model(), "--gantt", files.model()).assertRefused("it is also an input");
    }
}
