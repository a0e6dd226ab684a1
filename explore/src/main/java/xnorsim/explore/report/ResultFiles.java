package xnorsim.explore.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.base.InputException;
import xnorsim.base.ReplacedFile;
import xnorsim.explore.study.JsonValues;
import xnorsim.explore.study.Metric;
import xnorsim.explore.study.PointResult;
import xnorsim.explore.study.Study;

/** The results of a study as files; equal results give equal bytes. */
public final class ResultFiles {
    /** Name of the journal in the folder of results. */
    public static final String JOURNAL = "journal.jsonl";
    private static final String CSV = "points.csv";
    private static final String LINES = "points.jsonl";
    private static final String PAGE = "report.html";
    private static final String PNG = "front.png";
    private static final String SVG = "front.svg";

    private final Study study;
    private final List<PointResult> results;
    private final BitSet front;
    private final String command;

    /**
     * The results of all points, in their order.
     *
     * @param command the command that runs the study, to reproduce a point
     */
    public ResultFiles(Study study, List<PointResult> results, String command) {
        this.command = command;
        this.study = study;
        this.results = List.copyOf(results);
        this.front = ParetoFront.of(study, results);
    }

    /** The files that {@link #write} makes in a folder. */
    public static List<Path> in(Path folder) {
        return Stream.of(CSV, LINES, PAGE, PNG, SVG).map(folder::resolve).toList();
    }

    /**
     * Writes all files into a folder, pictures last.
     *
     * @param remark takes a sentence for each picture that could not be made: the results are complete without it
     * @throws InputException if another file cannot be written
     */
    public void write(Path folder, Consumer<String> remark) {
        text(folder.resolve(CSV), this::writeCsv);
        text(folder.resolve(LINES), this::writeLines);
        text(folder.resolve(PAGE), new HtmlReport(study, results, front, command)::write);
        for (String name : List.of(PNG, SVG)) {
            Path file = folder.resolve(name);
            try {
                ParetoFigure.write(file, study, results, front);
            } catch (RuntimeException | LinkageError e) {
                remark.accept("no figure, but all other results are written: "
                        + (e instanceof InputException ? e.getMessage() : file + ": " + e));
            }
        }
    }

    /** The results on the Pareto front, in their order. */
    public List<PointResult> front() {
        return front.stream().mapToObj(results::get).toList();
    }

    /** Why the Pareto front is empty, as one sentence; empty if it is not. */
    public Optional<String> whyNoFront() {
        return front.isEmpty() ? Optional.of(new EmptyFront(study, results).reason()) : Optional.empty();
    }

    /** What writes a text part by part. */
    @FunctionalInterface
    private interface Text {
        void writeTo(Writer out) throws IOException;
    }

    private static void text(Path file, Text text) {
        ReplacedFile.write(file, out -> {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            text.writeTo(writer);
            writer.flush();
        });
    }

    private void writeLines(Writer out) throws IOException {
        for (int i = 0; i < results.size(); i++) {
            ObjectNode line = results.get(i).toJson();
            line.put("feasible", study.admits(results.get(i)));
            line.put("pareto", front.get(i));
            out.append(line.toString()).append('\n');
        }
    }

    /** A row per point: number, parameters, outcome, metrics and their spread over replicates, parts of totals. */
    private void writeCsv(Writer out) throws IOException {
        List<Metric> columns = Arrays.stream(Metric.values())
                .filter(metric -> results.stream().anyMatch(r -> r.metrics().containsKey(metric))).toList();
        Set<String> parts = new LinkedHashSet<>();
        results.forEach(
                r -> r.parts().forEach((total, terms) -> terms.keySet().forEach(t -> parts.add(total + "." + t))));
        List<String> head = new ArrayList<>(List.of("point"));
        head.addAll(study.keys());
        head.addAll(List.of("status", "feasible", "pareto", "images"));
        boolean spread = study.workload().seeds().size() > 1;
        for (Metric metric : columns) {
            head.add(metric.key());
            if (spread) {
                head.add(metric.key() + "_sd");
            }
        }
        head.addAll(parts);
        out.append(String.join(",", head)).append('\n');
        for (int i = 0; i < results.size(); i++) {
            PointResult r = results.get(i);
            List<String> row = new ArrayList<>(List.of(Integer.toString(r.point().number())));
            study.keys().forEach(key -> row.add(quoted(r.point().values().get(key))));
            row.addAll(List.of(r.status().key(), Boolean.toString(study.admits(r)), Boolean.toString(front.get(i)),
                    Integer.toString(r.images())));
            for (Metric metric : columns) {
                row.add(number(r.metrics().get(metric)));
                if (spread) {
                    OptionalDouble deviation = r.deviation(metric);
                    row.add(deviation.isPresent() ? JsonValues.number(deviation.getAsDouble()) : "");
                }
            }
            parts.forEach(part -> row.add(part(r.parts(), part)));
            out.append(String.join(",", row)).append('\n');
        }
    }

    private static String part(Map<String, Map<String, Double>> parts, String name) {
        int dot = name.indexOf('.');
        return number(parts.getOrDefault(name.substring(0, dot), Map.of()).get(name.substring(dot + 1)));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : JsonValues.number(value);
    }

    private static String quoted(@Nullable JsonNode value) {
        if (value == null || !value.isString()) {
            return String.valueOf(value);
        }
        String text = value.stringValue();
        return text.matches("[^\",\\s]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
