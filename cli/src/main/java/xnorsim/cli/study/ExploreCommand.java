package xnorsim.cli.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.base.PlainYaml;
import xnorsim.cli.io.Bundle;
import xnorsim.cli.io.ExitCode;
import xnorsim.cli.io.GivenOptions;
import xnorsim.cli.io.Json;
import xnorsim.cli.io.Output;
import xnorsim.cli.io.OutputFiles;
import xnorsim.cli.io.OutputOptions;
import xnorsim.cli.io.ProgressBar;
import xnorsim.cli.io.Table;
import xnorsim.explore.PointEvaluator;
import xnorsim.explore.StudyRunner;
import xnorsim.explore.report.ResultFiles;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.Point;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;
import xnorsim.explore.study.StudyFile;
import xnorsim.explore.study.StudyInputs;

/** {@code xnorsim explore}: a network on many architectures. */
@Command(name = "explore", sortOptions = false, description = {
        "Simulates a network on all architectures of a study and finds the Pareto front.",
        "The same command resumes an interrupted run."})
public final class ExploreCommand implements Callable<Integer> {
    private static final int MAX_REMARKS = 3;

    private static final int MAX_ROWS = 20;

    @Parameters(index = "0", paramLabel = "STUDY.yaml", description = "Axes, strategy, objectives and constraints"
            + " (docs/explore.md).")
    private Path file;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results (default: out/NAME for"
            + " NAME.yaml).")
    private Optional<Path> out;

    @Option(names = "--threads", paramLabel = "n", description = "Points simulated in parallel (default: one per"
            + " core); does not change results.")
    private Optional<Integer> threads;

    @Option(names = "--set", paramLabel = "KEY=VALUE", completionCandidates = AxisKeys.class,
            description = "Simulate a single design point and print its result; give a value for every axis.")
    private Map<String, String> point;

    @Mixin
    private OutputOptions form;

    @Spec
    private CommandSpec spec;

    private final Output output;

    public ExploreCommand(Output output) {
        this.output = output;
    }

    @Override
    public Integer call() {
        if (point != null) {
            new GivenOptions(spec).refuseBeside("--set", "--out", "--threads");
        }
        int workers = Bundle.threads(threads);
        Study study = StudyFile.read(file, new BundledInputs());
        StudyInputs inputs = StudyInputs.read(study);
        if (point != null) {
            Point one = point(study);
            inputs.requirePossible(study, one);
            String line = new PointEvaluator(study, inputs).evaluate(one).line();
            form.print(() -> line, () -> line);
            return ExitCode.OK;
        }
        Path folder = out.orElseGet(() -> Path.of("out", stem()));
        Path journal = folder.resolve(ResultFiles.JOURNAL);
        OutputFiles.requireApart(List.of(file, study.workload().model()), ResultFiles.in(folder));
        OutputFiles.requireWritableFolder(folder, ResultFiles.in(folder));
        OutputFiles.makeFolder(folder);
        List<PointResult> results = run(study, inputs, journal, workers);
        remark(new PointEvaluator(study, inputs), results);
        ResultFiles files = new ResultFiles(study, results, "./xnorsim explore " + file);
        files.write(folder, output::remark);
        files.whyNoFront().ifPresent(reason -> output.remark("study " + study.name() + ": " + reason));
        form.print(() -> json(study, folder, results, files.front()),
                () -> text(study, folder, results, files));
        return ExitCode.OK;
    }

    /** The remarks on the costs of points, each with the first point it is about. */
    private void remark(PointEvaluator evaluator, List<PointResult> results) {
        Set<Map<String, JsonNode>> seen = new HashSet<>();
        Set<String> said = new HashSet<>();
        for (PointResult result : results) {
            Map<String, JsonNode> values = new HashMap<>(result.point().values());
            values.keySet().removeIf(key -> !key.startsWith("readout") && !key.startsWith("technology"));
            if (result.status() != PointResult.Status.IMPOSSIBLE && said.size() < MAX_REMARKS && seen.add(values)) {
                evaluator.remarks(result).stream().filter(said::add).forEach(
                        sentence -> output.remark(file + ": point " + result.point().number() + ": " + sentence));
            }
        }
    }

    private String stem() {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    private List<PointResult> run(Study study, StudyInputs inputs, Path journal, int workers) {
        try (Progress progress = new Progress(output, journal, StudyRunner.points(study))) {
            return StudyRunner.run(study, inputs, journal, workers, progress);
        }
    }

    /** Says how far a study is, from when its journal is read. */
    private static final class Progress implements StudyRunner.Listener, AutoCloseable {
        private final Output output;
        private final Path journal;
        private final int all;
        private final long beginNs = System.nanoTime();
        private volatile int before;
        private volatile Optional<ProgressBar> bar = Optional.empty();

        Progress(Output output, Path journal, int all) {
            this.output = output;
            this.journal = journal;
            this.all = all;
        }

        @Override
        public void restored(int points) {
            before = points;
            if (points > 0 && points < all) {
                output.remark(journal + " has " + points + " points already; resuming");
            }
            bar = Optional.of(new ProgressBar(output, "exploring", "points", all, Math.min(points, all)));
        }

        @Override
        public void finished(int done) {
            double minutes = (System.nanoTime() - beginNs) / 60e9;
            String speed = done <= before ? "" : ", " + Math.round((done - before) / minutes) + " points a minute";
            bar.ifPresent(shown -> shown.show(done, speed));
        }

        @Override
        public void close() {
            bar.ifPresent(ProgressBar::close);
        }
    }

    /** The point that the command line describes. */
    private Point point(Study study) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        for (String key : study.keys()) {
            if (!point.containsKey(key)) {
                throw InputException.missing("--set", key, "a value for every key of the axes: "
                        + String.join(", ", study.keys()));
            }
            JsonNode value = PlainYaml.parse(point.get(key), "a plain value");
            if (!value.isValueNode() || value.isMissingNode() || value.isNull()) {
                throw InputException.wrongValue("--set", key, '"' + point.get(key) + '"', "a plain value");
            }
            values.put(key, value);
        }
        for (String key : point.keySet()) {
            if (!values.containsKey(key)) {
                throw InputException.unknown("--set", key, study.keys());
            }
        }
        return new Point(0, values);
    }

    private static String json(Study study, Path folder, List<PointResult> results, List<PointResult> front) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("study", study.name());
        values.put("folder", folder.toString());
        values.put("points", results.size());
        values.put("simulated", count(results, PointResult.Status.DONE));
        values.put("stopped", count(results, PointResult.Status.STOPPED));
        values.put("impossible", count(results, PointResult.Status.IMPOSSIBLE));
        values.put("pareto", front.stream().map(r -> r.point().number()).toList());
        return Json.object(values);
    }

    private static int count(List<PointResult> results, PointResult.Status status) {
        return (int) results.stream().filter(r -> r.status() == status).count();
    }

    private static String text(Study study, Path folder, List<PointResult> results, ResultFiles files) {
        List<PointResult> front = files.front();
        StringBuilder text = new StringBuilder();
        text.append("study      ").append(study.name()).append(", ").append(results.size())
                .append(" points: ").append(count(results, PointResult.Status.DONE)).append(" simulated, ")
                .append(count(results, PointResult.Status.STOPPED)).append(" stopped early, ")
                .append(count(results, PointResult.Status.IMPOSSIBLE)).append(" impossible\n");
        text.append("front      ").append(files.whyNoFront().orElse(front.size() + " Pareto-optimal points"))
                .append('\n');
        text.append("results    ").append(folder).append("\n\n");
        List<String> head = new ArrayList<>(List.of("point"));
        head.addAll(study.keys());
        study.objectives().forEach(metric -> head.add(metric.key()));
        Table table = new Table(true);
        table.row(head.toArray(String[]::new));
        front.stream().limit(MAX_ROWS).forEach(r -> table.row(row(study, r).toArray(String[]::new)));
        text.append(table);
        if (front.size() > MAX_ROWS) {
            text.append("... and ").append(front.size() - MAX_ROWS).append(" more in points.csv\n");
        }
        return text.toString();
    }

    private static List<String> row(Study study, PointResult result) {
        List<String> row = new ArrayList<>(List.of(Integer.toString(result.point().number())));
        result.point().values().values().forEach(v -> row.add(v.isString() ? v.stringValue() : v.toString()));
        for (Metric metric : study.objectives()) {
            row.add(String.format(Locale.ROOT, "%.5g", result.value(metric)));
        }
        return row;
    }

    /** A study without a model takes the bundled one, and images as `run` does. */
    private static final class BundledInputs implements StudyFile.Defaults {
        @Override
        public Path model() {
            return Bundle.model(Optional.empty());
        }

        @Override
        public Path data(Path model) {
            return Bundle.data(Optional.empty(), model);
        }
    }
}
