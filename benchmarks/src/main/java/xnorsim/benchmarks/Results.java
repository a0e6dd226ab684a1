package xnorsim.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a run of benchmarks/run.sh measured: for each key the values of the rounds. The key of a JMH result is class and
 * method, the counter if it is one, and the parameters, such as {@code MacroBenchmark.untraced:cycles/4000/128}; that
 * of another one is row and parameter, such as {@code popcount.native/128}.
 */
final class Results {

    private static final String PACKAGE = "xnorsim.benchmarks.";
    private static final int FIRST_PARAMETER = 7;

    private final SortedMap<String, SortedMap<Integer, Double>> values = new TreeMap<>();

    /** Reads all tables of a folder: {@code rows.csv} and JMH's, named {@code <name>-<round>.csv}. */
    static Results read(Path folder) throws IOException {
        Results results = new Results();
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            List<String> lines = Files.readAllLines(file);
            if (name.equals("rows.csv")) {
                lines.forEach(results::addRow);
            } else {
                int round = Integer.parseInt(name.substring(name.lastIndexOf('-') + 1, name.lastIndexOf('.')));
                lines.stream().skip(1).forEach(line -> results.addJmh(line, round));
            }
        }
        return results;
    }

    /** A line {@code row,parameter,round,value}; some rows have no parameter. */
    void addRow(String line) {
        String[] fields = line.split(",", -1);
        put(fields[1].isEmpty() ? fields[0] : fields[0] + "/" + fields[1], Integer.parseInt(fields[2]),
                Double.parseDouble(fields[3]));
    }

    /** A line of JMH's table: name, mode, threads, samples, score, error, unit, parameters. */
    void addJmh(String line, int round) {
        String[] fields = line.replace("\"", "").split(",", -1);
        StringBuilder key = new StringBuilder(fields[0].replace(PACKAGE, "").replace("·", ""));
        for (int i = FIRST_PARAMETER; i < fields.length; i++) {
            if (!fields[i].isEmpty()) {
                key.append('/').append(fields[i]);
            }
        }
        put(key.toString(), round, Double.parseDouble(fields[4]));
    }

    private void put(String key, int round, double value) {
        values.computeIfAbsent(key, k -> new TreeMap<>()).put(round, value);
    }

    /** Values of a key, round by round; none if it was not measured. */
    SortedMap<Integer, Double> of(String key) {
        return values.getOrDefault(key, new TreeMap<>());
    }

    /** Keys that begin so, with what follows. */
    List<String> parameters(String prefix) {
        return values.keySet().stream().filter(key -> key.startsWith(prefix + "/"))
                .map(key -> key.substring(prefix.length() + 1)).toList();
    }

    /** Quotients of two keys, round by round where both were measured. */
    SortedMap<Integer, Double> quotients(String above, String below) {
        SortedMap<Integer, Double> quotients = new TreeMap<>();
        for (Map.Entry<Integer, Double> entry : of(above).entrySet()) {
            Double divisor = of(below).get(entry.getKey());
            if (divisor != null) {
                quotients.put(entry.getKey(), entry.getValue() / divisor);
            }
        }
        return quotients;
    }

    /**
     * What a key was measured at with the least disturbance: the most of its single measurements if it is a rate, kept
     * as {@code most:KEY}, or the least if it is a time, kept as {@code least:KEY}; not a number of neither.
     */
    double undisturbed(String key) {
        return of("most:" + key).values().stream().mapToDouble(Double::doubleValue).max().orElseGet(
                () -> of("least:" + key).values().stream().mapToDouble(Double::doubleValue).min().orElse(Double.NaN));
    }

    /** The middle value, the mean of the two middle ones of an even number; not a number of none. */
    static double median(SortedMap<Integer, Double> rounds) {
        List<Double> sorted = new ArrayList<>(rounds.values());
        sorted.sort(null);
        int n = sorted.size();
        return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }
}
