package xnorsim.cli.corpus;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many damaged inputs of each kind were tried, how many of them were still good, and how long they took. */
final class CorpusTally {
    private static final double NS_PER_S = 1e9;

    private record Line(int cases, int good, long ns, long longestNs) {
        Line plus(Line other) {
            return new Line(cases + other.cases, good + other.good, ns + other.ns,
                    Math.max(longestNs, other.longestNs));
        }

        String shown(String kind) {
            return String.format(Locale.ROOT, "%s %d (%d good, %.1f s, longest %.1f s)", kind, cases, good,
                    ns / NS_PER_S,
                    longestNs / NS_PER_S);
        }
    }

    private final Map<String, Line> lines = new TreeMap<>();

    synchronized void add(String kind, boolean good, long ns) {
        lines.merge(kind, new Line(1, good ? 1 : 0, ns, ns), Line::plus);
    }

    /** One line for each kind, those that took longest first. */
    synchronized String shown() {
        return lines.entrySet().stream().sorted(Comparator.comparingLong(entry -> -entry.getValue().ns()))
                .map(entry -> "  " + entry.getValue().shown(entry.getKey())).collect(Collectors.joining("\n"));
    }
}
