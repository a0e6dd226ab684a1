package xnorsim.cli.analog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xnorsim.cli.Invocation;
import xnorsim.cli.RunFiles;

class AttributeCommandTest {
    private static final String NOISY = "readout: {kind: charge, cell_sigma: 0.2, offset_sigma_mv: 20, supply_v: 1,"
            + " seed: 3}";

    @TempDir
    Path folder;

    private RunFiles files;
    private Path arch;

    @BeforeEach
    void makeFiles() throws IOException {
        files = new RunFiles(folder);
        arch = Files.writeString(folder.resolve("arch.yaml"), NOISY);
    }

    private Invocation attribute(Object... more) {
        List<Object> all = new ArrayList<>(
                List.of("attribute", files.model(), "--arch", arch, "--images", RunFiles.IMAGES));
        all.addAll(List.of(more));
        return Invocation.of(all.toArray());
    }

    @Test
    void files_agreeWithTheTable_onOneThreadAndTwo() throws IOException {
        Path flips = folder.resolve("flips.csv");
        Path growth = folder.resolve("growth.csv");
        Path plot = folder.resolve("growth.svg");
        Object[] all = {"--flips", flips, "--growth", growth, "--plot", plot, "--json", "--threads", 1};
        Invocation run = attribute(all);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = JsonMapper.shared().readTree(run.out());
        List<String> lines = Files.readAllLines(flips);
        assertThat(lines.getFirst()).isEqualTo("image,time_step,layer,position,channel,ideal,causes");
        assertThat(lines).hasSize(1 + report.path("first_flips").asInt()).hasSizeGreaterThan(1);
        for (JsonNode source : report.path("sources")) {
            assertThat(lines.stream().filter(line -> line.endsWith("," + source.path("source").asString())).count())
                    .isEqualTo(source.path("first_flips_by_itself").asLong());
        }
        long different = Files.readAllLines(growth).stream().skip(1).mapToLong(line -> Long.parseLong(
                line.split(",", -1)[3])).sum();
        assertThat(different).isEqualTo(report.path("spikes_different").asLong());
        int column = 4 + report.path("sources").size();
        assertThat(lines(growth).getFirst()).endsWith(",without_cells,without_offset,alone_cells,alone_offset");
        for (JsonNode source : report.path("sources")) {
            int own = column++;
            assertThat(lines(growth).stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",", -1)[own])).sum())
                    .isEqualTo(source.path("spikes_different_alone").asLong()).isPositive();
            assertThat(source.path("classes_changed_alone").isIntegralNumber()).isTrue();
        }
        byte[] picture = Files.readAllBytes(plot);
        String table = Files.readString(growth);
        all[8] = 2;
        assertThat(attribute(all).out()).isEqualTo(run.out());
        assertThat(Files.readAllLines(flips)).isEqualTo(lines);
        assertThat(Files.readString(growth)).isEqualTo(table);
        assertThat(Files.readAllBytes(plot)).isEqualTo(picture);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void text_namesSourcesAndFirstFlips() {
        Invocation run = attribute();
        assertThat(run.out())
                .contains("\ncells ", "\noffset ", "\nmore than one reason ", "conv2", "alone", "changed alone")
                .doesNotContain("droop");
    }

    @Test
    void badOptions_areRefused() throws IOException {
        attribute("--plot", folder.resolve("a.gif")).assertRefused("a.gif", ".png or .svg");
        attribute("--flips", arch).assertRefused("arch.yaml", "an input");
        Files.writeString(arch, "rows: 64");
        attribute().assertRefused("arch.yaml", "the readout is ideal");
    }
}
