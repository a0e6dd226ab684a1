package xnorsim.explore.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xnorsim.base.InputException;
import xnorsim.explore.strategy.Grid;
import xnorsim.explore.strategy.Sobol;

public class StudyFileTest {
    public static final StudyFile.Defaults DEFAULTS = new StudyFile.Defaults() {
        @Override
        public Path model() {
            return Path.of("model.npz");
        }

        @Override
        public Path data(Path model) {
            return Path.of("images");
        }
    };

    public static Study study(String yaml) {
        return StudyFile.parse(yaml, "test", Path.of(""), DEFAULTS);
    }

    @Test
    void parse_axesOnly_hasDefaults() {
        Study study = study("axes: [{key: rows, values: [64, 128]}]");
        assertThat(study.name()).isEqualTo("test");
        assertThat(study.workload().model()).isEqualTo(Path.of("model.npz"));
        assertThat(study.workload().images()).isEqualTo(100);
        assertThat(study.workload().seeds()).containsExactly(1L);
        assertThat(study.strategy()).isEqualTo(new Grid());
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
        assertThat(study.workload().model()).isEqualTo(Path.of("nets/a.npz"));
        assertThat(study.workload().data()).isEqualTo(Path.of("pictures"));
        assertThat(study.workload().seeds()).containsExactly(3L, 5L);
        assertThat(study.strategy()).isEqualTo(new Sobol(8, 9));
        assertThat(study.limits()).hasSize(2);
        assertThat(study.earlyStop()).contains(new EarlyStop(0.9, 2));
        Point point = new Point(0, PointPlanTest.values("rows", 64, "replicas.conv3", 2));
        assertThat(study.architecture(point))
                .isEqualTo("{\"bus_width\":16,\"replicas\":{\"conv2\":2,\"conv3\":2},\"rows\":64}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`',
            textBlock = """
                    images: 3                                            | study: axes is missing
                    axes: [{key: rows, values: [1]}], imags: 3           | study: imags is unknown, did you mean images?
                    axes: []                                             | study: axes is [], expected a list of axes
                    axes: [{key: rowz, values: [1]}] | axes[0]: key rowz is unknown, did you mean key rows?
                    axes: [{key: rows, values: [0]}] | axes[0]: architecture: rows is 0, expected 1..16384
                    axes: [{key: rows, values: [a]}] \
                    | axes[0]: architecture: rows is "a", expected a whole number of 1..16384
                    axes: [{key: readout.kindd, values: [charge]}] | axes[0]: architecture: readout key kindd is unknown
                    axes: [{key: fraction_bits, values: [auto]}]         | fraction_bits is auto, expected a number
                    axes: [{key: rows, values: [1, 1]}] | axes[0]: values is [1,1], expected distinct values
                    axes: [{key: rows, values: [[1]]}] | axes[0]: values is [[1]], expected a list of plain values
                    axes: [{key: rows}] | axes[0]: values is missing, expected one of values, range and log_range
                    axes: [{values: [1]}]                                | axes[0]: key is missing
                    axes: [{linked: [rows, columns], values: [[1]]}] \
                    | axes[0]: values is [[1]], expected a list of lists of 2
                    axes: [{key: rows, range: {from: 2, to: 1}}] | axes[0].range: to is 1, expected a number above from
                    axes: [{key: rows, range: {from: 1, to: 2, step: 0}}] \
                    | axes[0].range: step is 0, expected a number above 0
                    axes: [{key: rows, log_range: {from: 0, to: 2}}] \
                    | axes[0].log_range: from is 0, expected a number above 0
                    axes: [{key: rows, range: {from: 1, to: 2}}]         | axes: step or count of rows is missing
                    axes: [{key: rows, values: [1]}, {key: rows, values: [2]}] | axes: key rows appears twice
                    axes: [{key: model.thresholds, values: [1]}]         | axes[0]: key model.thresholds is unknown
                    axes: [{key: model.time_steps, values: [0]}] \
                    | axes[0]: study: model.time_steps is 0, expected a whole number
                    axes: [{key: time_steps, values: [4]}] | axes[0]: key is time_steps, expected model.time_steps
                    axes: [{key: model.threshold_factor, values: [0]}] \
                    | axes[0]: study: model.threshold_factor is 0, expected a number above 0
                    axes: [{key: technology, values: [9nm]}]             | technology is 9nm, expected a file or one of
                    axes: [{key: technology.cell_power, values: [1]}]    | axes[0]: technology key cell_power is unknown
                    axes: [{key: technology.supply_v, values: [9]}]      | axes[0]:
                    axes: [{key: model, values: [1]}] | axes[0]: study: model is 1, expected the name of a model file
                    axes: [{key: rows, values: [1]}], images: 0 | study: images is 0, expected a whole number of 1..
                    axes: [{key: rows, values: [1]}], images: 1.5 | study: images is 1.5, expected a whole number of 1..
                    axes: [{key: rows, values: [1]}], seeds: [1, 1] | study: seeds is [1,1], expected distinct seeds
                    axes: [{key: rows, values: [1]}], objectives: [speed]| objectives: speed is unknown
                    axes: [{key: rows, values: [1]}], constraints: {cycles: {}} | constraints.cycles: min is missing
                    axes: [{key: rows, values: [1]}], strategy: fast \
                    | study: strategy is "fast", expected strategy: {NAME: {...}} whose NAME is one of grid, random, \
                    sobol, nsga2
                    axes: [{key: rows, values: [1]}], strategy: sobol \
                    | study: strategy is "sobol", expected strategy: {sobol: {...}}
                    axes: [{key: rows, values: [1]}], strategy: {kind: sobol, points: 4} \
                    | study: strategy is {"kind":"sobol","points":4}, expected strategy: {sobol: {...}}
                    axes: [{key: rows, values: [1]}], strategy: {kind: spiral} \
                    | study: strategy is {"kind":"spiral"}, expected strategy: {NAME: {...}} whose NAME is one of \
                    grid, random, sobol, nsga2
                    axes: [{key: rows, values: [1]}], strategy: {grid: {}, sobol: {}} \
                    | expected one of grid, random, sobol, nsga2
                    axes: [{key: rows, values: [1]}], strategy: {random: {seed: 1}} | strategy.random: points is missing
                    axes: [{key: rows, values: [1]}], strategy: {nsga2: {population: 1, generations: 2}} \
                    | strategy.nsga2: population is 1, expected a whole number of 4..
                    axes: [{key: rows, values: [1]}], early_stop: {}     | constraints: accuracy.min is missing
                    axes: [{key: rows, values: [1]}], architecture: {row: 1} \
                    | architecture: row is unknown, did you mean rows?
                    axes: [{key: rows, values: [1]}], architecture: {rows: 64} \
                    | architecture: rows is 64, expected no value, as an axis
                    axes: [{key: readout.converter_bits, values: [1]}], architecture: {readout: {kind: charge, \
                    converter_bits: 3}} \
                    | architecture: readout.converter_bits is 3
                    axes: [{key: rows, values: [1]}], constraints: {accuracy: {min: 80}} \
                    | constraints.accuracy: min is 80, expected 0..1
                    axes: [{key: rows, values: [1]}], axes: 1            | axes is given twice, expected once
                    axes: [{key: rows, values: [64]}], architecture: null \
                    | study: architecture is null, expected keys with values
                    axes: [{key: rows, values: [64]}], architecture: [] \
                    | study: architecture is [], expected keys with values
                    axes: [{key: rows, values: [64]}], architecture: 3 \
                    | study: architecture is 3, expected keys with values
                    axes: null                                           | study: axes is null, expected a list of axes
                    axes: [null] | study: axes[0] is null, expected keys with values
                    axes: [{key: null, values: [64]}]                    | axes[0]: key is null, expected a text
                    axes: [{key: rows, values: null}]                    | axes[0]: values is null, expected a list
                    axes: [{key: rows, values: [null]}] | axes[0]: values is [null], expected a list of plain values
                    axes: [{key: rows, range: null}] | study: axes[0].range is null, expected keys with values
                    axes: [{key: rows, values: [64]}], images: null | study: images is null, expected a whole number
                    axes: [{key: rows, values: [64]}], seeds: null       | study: seeds is null, expected a whole number
                    axes: [{key: rows, values: [64]}], name: null        | study: name is null, expected a text
                    axes: [{key: rows, values: [64]}], model: null       | study: model is null, expected a text
                    axes: [{key: rows, values: [64]}], data: null        | study: data is null, expected a text
                    axes: [{key: rows, values: [64]}], technology: null  | study: technology is null, expected a text
                    axes: [{key: rows, values: [64]}], strategy: null    | study: strategy is null, expected keys
                    axes: [{key: rows, values: [64]}], strategy: {grid: null} \
                    | study: strategy.grid is null, expected keys
                    axes: [{key: rows, values: [64]}], objectives: null  | study: objectives is null, expected a list
                    axes: [{key: rows, values: [64]}], constraints: null | study: constraints is null, expected metrics
                    axes: [{key: rows, values: [64]}], constraints: {cycles: null} \
                    | study: constraints.cycles is null, expected keys
                    axes: [{key: rows, values: [64]}], early_stop: null  | study: early_stop is null, expected keys
                    axes: [{key: rows., values: [64]}] | axes[0]: key rows. is unknown, did you mean key rows?
                    axes: [{key: .rows, values: [64]}] | axes[0]: key .rows is unknown, did you mean key rows?
                    axes: [{key: rows..x, values: [64]}]                 | axes[0]: key rows..x is unknown
                    axes: [{key: rows.x, values: [64]}] | axes[0]: key rows.x is unknown, did you mean key rows?
                    axes: [{key: readout., values: [1]}]                 | axes[0]: key readout. is unknown
                    axes: [{key: readout.chip., values: [1]}]            | axes[0]: key readout.chip. is unknown
                    axes: [{key: replicas.a.b, values: [1]}]             | axes[0]: key replicas.a.b is unknown
                    axes: [{key: technology., values: [1]}] | axes[0]: technology key technology. is unknown
                    axes: [{key: model., values: [1]}]                   | axes[0]: key model. is unknown
                    axes: [{linked: [rows, columns.], values: [[1, 2]]}] \
                    | axes[0]: key columns. is unknown, did you mean key columns?
                    axes: [{key: replicas.conv2, values: [1]}], architecture: {replicas: 2} \
                    | architecture: replicas is 2, expected a map or no value, as an axis changes replicas.conv2
                    axes: [{key: replicas.conv2, values: [1]}, {key: replicas, values: [2]}] \
                    | axes: key replicas is given
                    axes: [{key: rows, values: [64]}], strategy: {nsga2: {population: 100000, generations: 1000000}} \
                    | strategy.nsga2: population is 100000, expected a whole number of 4..5000
                    axes: [{key: rows, values: [64]}], strategy: {nsga2: {population: 5000, generations: 1000000}} \
                    | strategy.nsga2: population times generations is 5000000000, expected at most 1000000
                    axes: [{key: rows, values: [64]}], strategy: {random: {points: 100000000}} \
                    | strategy.random: points is 100000000, expected a whole number of 1..1000000
                    axes: [{key: rows, range: {from: 1, to: 2000, step: 1}}, {key: columns, range: {from: 1, to: \
                    2000, step: 1}}] \
                    | axes: the number of points of the grid is above 1000000
                    axes: [{key: technology.supply_v, log_range: {from: 1e-308, to: 1e308, count: 3}}] \
                    | axes[0]: technology.supply_v: supply_v is 1.0E-308, expected
                    axes: [{key: technology.supply_v, log_range: {from: 4.9e-324, to: 1.7e308}}] | axes[0]:
                    axes: [{key: readout.supply_v, range: {from: -1.7e308, to: 1.7e308}}], strategy: {random: \
                    {points: 2}} \
                    | axes[0]:
                    axes: [{key: readout.seed, range: {from: 1, to: 99999999999999999999, step: 1}}] \
                    | axes[0].range: to is 99999999999999999999, expected a whole number of at most 2^53
                    axes: [{key: technology, values: ["a\\0b"]}] \
                    | axes[0]: values is ["a\\u0000b"], expected a list of plain values
                    axes: [{key: rows, values: [64]}], name: "a\\0b" \
                    | study: name is "a\\u0000b", expected a text without control characters
                    axes: [{key: rows, values: [64]}], model: "a\\0b" \
                    | study: model is "a\\u0000b", expected a text without control characters
                    axes: [{key: rows, values: [64]}], data: "\\ud800"    | study: data is
                    axes: [{key: rows, values: [64]}], constraints: {cycles: {min: 3, max: 2}} \
                    | constraints.cycles: min is 3, expected at most max, 2
                    """)
    void parse_badStudy_isRefusedInASentence(String yaml, String message) {
        assertThatThrownBy(() -> study("{" + yaml + "}")).isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void parse_sobolOfTooManyAxes_isRefused() {
        String axes = IntStream.rangeClosed(1, 1001).mapToObj(i -> "{key: replicas.c" + i + ", values: [1]}")
                .collect(Collectors.joining(", "));
        assertThatThrownBy(() -> study("{axes: [" + axes + "], strategy: {sobol: {points: 4}}}"))
                .isInstanceOf(InputException.class)
                .hasMessage("strategy.sobol: the number of axes is 1001, expected at most 1000");
    }

    @Test
    void parse_logRangeOfManyValues_takesTimeInProportion() {
        String yaml = "axes: [{key: technology.supply_v, log_range: {from: 0.8, to: 1, count: 100000}}]";
        Study study = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> study(yaml));
        assertThat(study.axes().getFirst().size()).hasValue(100_000);
    }

    @Test
    void parse_wholeNumbersOfManyDigits_areKept() {
        Study study = study("axes: [{key: cell_limit, range: {from: 1000000000001, to: 1000000000003, step: 1}}]");
        assertThat(study.axes().getFirst().samples().toString())
                .isEqualTo("[[1000000000001], [1000000000002], [1000000000003]]");
    }

    @Test
    void geometric_betweenTheEndsOfDoubles_staysBetweenThem() {
        assertThat(Axis.geometric(1e-308, 1e308, 0)).isCloseTo(1e-308, withinPercentage(1e-9));
        assertThat(Axis.geometric(1e-308, 1e308, 0.5)).isCloseTo(1, withinPercentage(1e-9));
        assertThat(Axis.geometric(1e-308, 1e308, 1)).isCloseTo(1e308, withinPercentage(1e-9));
    }

    @Test
    void read_noSuchFile_isRefused() {
        assertThatThrownBy(() -> StudyFile.read(Path.of("no.yaml"), DEFAULTS)).isInstanceOf(InputException.class)
                .hasMessage("no.yaml: cannot be read: no such file or folder");
    }
}
