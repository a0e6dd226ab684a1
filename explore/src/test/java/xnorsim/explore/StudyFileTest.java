package xnorsim.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.network.InputException;

class StudyFileTest {
    static final StudyFile.Defaults DEFAULTS = new StudyFile.Defaults() {
        @Override
        public Path model() {
            return Path.of("model.npz");
        }

        @Override
        public Path data(Path model) {
            return Path.of("images");
        }
    };

    static Study study(String yaml) {
        return StudyFile.parse(yaml, "test", Path.of(""), DEFAULTS);
    }

    @Test
    void parse_axesOnly_hasDefaults() {
        Study study = study("axes: [{key: rows, values: [64, 128]}]");
        assertThat(study.name()).isEqualTo("test");
        assertThat(study.model()).isEqualTo(Path.of("model.npz"));
        assertThat(study.images()).isEqualTo(100);
        assertThat(study.seeds()).containsExactly(1L);
        assertThat(study.strategy()).isEqualTo(new Strategy.Grid());
        assertThat(study.objectives()).containsExactly(Metric.ACCURACY, Metric.CYCLES);
        assertThat(study.earlyStop()).isEmpty();
    }

    @Test
    void parse_everything_isKept() {
        Study study = study("""
                name: all
                model: nets/a.npz
                data: pictures
                images: 7
                seeds: [3, 5]
                architecture: {bus_width: 16, replicas: {conv2: 2}}
                axes:
                  - {key: rows, range: {from: 64, to: 256, step: 64}}
                  - {key: replicas.conv3, values: [1, 2]}
                strategy: {sobol: {points: 8, seed: 9}}
                objectives: [cycles]
                constraints: {accuracy: {min: 0.5}, cycles: {max: 1e6}}
                early_stop: {confidence: 0.9, every: 2}
                """);
        assertThat(study.name()).isEqualTo("all");
        assertThat(study.model()).isEqualTo(Path.of("nets/a.npz"));
        assertThat(study.data()).isEqualTo(Path.of("pictures"));
        assertThat(study.seeds()).containsExactly(3L, 5L);
        assertThat(study.strategy()).isEqualTo(new Strategy.Sobol(8, 9));
        assertThat(study.limits()).hasSize(2);
        assertThat(study.earlyStop()).contains(new EarlyStop(0.9, 2));
        Point point = new Point(0, PointPlanTest.values("rows", 64, "replicas.conv3", 2));
        assertThat(study.architecture(point))
                .isEqualTo("{\"bus_width\":16,\"replicas\":{\"conv2\":2,\"conv3\":2},\"rows\":64}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            images: 3                                            | study: axes is missing
            axes: [{key: rows, values: [1]}], imags: 3           | study: imags is unknown, did you mean images?
            axes: []                                             | study: axes is [], expected a list of axes
            axes: [{key: rowz, values: [1]}]                     | axes[0]: key rowz is unknown, did you mean key rows?
            axes: [{key: rows, values: [0]}]                     | axes[0]: architecture: rows is 0, expected 1..16384
            axes: [{key: rows, values: [a]}]                     | axes[0]: architecture: rows is "a", expected a whole number
            axes: [{key: readout.kindd, values: [charge]}]       | axes[0]: architecture: readout key kindd is unknown
            axes: [{key: fraction_bits, values: [auto]}]         | fraction_bits is auto, expected a number
            axes: [{key: rows, values: [1, 1]}]                  | axes[0]: values is [1,1], expected every value once
            axes: [{key: rows, values: [[1]]}]                   | axes[0]: values is [[1]], expected a list of plain values
            axes: [{key: rows}]                                  | axes[0]: values is missing, expected one of values, range and log_range
            axes: [{values: [1]}]                                | axes[0]: key is missing
            axes: [{linked: [rows, columns], values: [[1]]}]     | axes[0]: values is [[1]], expected a list of lists of 2
            axes: [{key: rows, range: {from: 2, to: 1}}]         | axes[0].range: to is 1, expected a number above from
            axes: [{key: rows, range: {from: 1, to: 2, step: 0}}]| axes[0].range: step is 0, expected a number above 0
            axes: [{key: rows, log_range: {from: 0, to: 2}}]     | axes[0].log_range: from is 0, expected a number above 0
            axes: [{key: rows, range: {from: 1, to: 2}}]         | axes: step or count of rows is missing
            axes: [{key: rows, values: [1]}, {key: rows, values: [2]}] | axes: key rows stands twice, expected once
            axes: [{key: model.thresholds, values: [1]}]         | axes[0]: key model.thresholds is unknown
            axes: [{key: model.threshold_factor, values: [0]}]   | axes[0]: study: model.threshold_factor is 0, expected a number above 0
            axes: [{key: technology, values: [9nm]}]             | technology is 9nm, expected a file or one of
            axes: [{key: technology.cell_power, values: [1]}]    | axes[0]: technology key cell_power is unknown
            axes: [{key: technology.supply_v, values: [9]}]      | axes[0]:
            axes: [{key: model, values: [1]}]                    | axes[0]: study: model is 1, expected the name of a model file
            axes: [{key: rows, values: [1]}], images: 0          | study: images is 0, expected a whole number of 1..
            axes: [{key: rows, values: [1]}], images: 1.5        | study: images is 1.5, expected a whole number of 1..
            axes: [{key: rows, values: [1]}], seeds: [1, 1]      | study: seeds is [1,1], expected every seed once
            axes: [{key: rows, values: [1]}], objectives: [speed]| objectives: speed is unknown
            axes: [{key: rows, values: [1]}], constraints: {cycles: {}} | constraints.cycles: min is missing
            axes: [{key: rows, values: [1]}], strategy: fast     | study: strategy is "fast"
            axes: [{key: rows, values: [1]}], strategy: {random: {seed: 1}} | strategy.random: points is missing
            axes: [{key: rows, values: [1]}], strategy: {nsga2: {population: 1, generations: 2}} | strategy.nsga2: population is 1, expected a whole number of 4..
            axes: [{key: rows, values: [1]}], early_stop: {}     | constraints: accuracy.min is missing
            axes: [{key: rows, values: [1]}], architecture: {row: 1} | architecture: row is unknown, did you mean rows?
            axes: [{key: rows, values: [1]}], architecture: {rows: 64} | architecture: rows is 64, expected no value, as an axis
            axes: [{key: readout.converter_bits, values: [1]}], architecture: {readout: {kind: charge, converter_bits: 3}} | architecture: readout.converter_bits is 3
            axes: [{key: time_steps, values: [4]}]               | axes[0]: key is time_steps, expected another key
            axes: [{key: rows, values: [1]}], constraints: {accuracy: {min: 80}} | constraints.accuracy: min is 80, expected 0..1
            axes: [{key: rows, values: [1]}], axes: 1            | axes stands twice, expected once
            """)
    void parse_badStudy_isRefusedInASentence(String yaml, String message) {
        assertThatThrownBy(() -> study("{" + yaml + "}")).isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void read_noSuchFile_isRefused() {
        assertThatThrownBy(() -> StudyFile.read(Path.of("no.yaml"), DEFAULTS)).isInstanceOf(InputException.class)
                .hasMessage("no.yaml: cannot be read: no such file or folder");
    }
}
