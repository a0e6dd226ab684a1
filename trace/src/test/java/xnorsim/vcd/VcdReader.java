package xnorsim.vcd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * A strict reader of VCD files, written from the format's description (IEEE 1364-2005, clause 18) and not from the
 * writer. It refuses what viewers guess about: identifiers that are not declared, times that do not increase, values
 * wider than their variable, scopes that do not balance, missing initial values, and changes that change nothing.
 */
public final class VcdReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String[] lines;
    private int line;
    private final Deque<String> scopes = new ArrayDeque<>();
    private final Set<String> scopePaths = new HashSet<>();
    private final Set<String> variablePaths = new HashSet<>();
    private final Map<String, VcdVariable> byIdentifier = new HashMap<>();
    private final List<VcdVariable> variables = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();
    private String version = "";
    private String timescale = "";

    private VcdReader(String text) {
        require(text.endsWith("\n"), "the last line does not end");
        require(text.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')), "not printable ASCII");
        this.lines = text.split("\n", 0);
    }

    /** Reads a file, a compressed one if its name ends in .gz. */
    public static VcdDump read(Path file) throws IOException {
        try (InputStream plain = Files.newInputStream(file);
                InputStream stream = file.toString().endsWith(".gz") ? new GZIPInputStream(plain) : plain) {
            return read(new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    /** Reads the text of a file. */
    public static VcdDump read(String text) {
        VcdReader reader = new VcdReader(text);
        reader.readHeader();
        reader.readHistory();
        return new VcdDump(reader.version, reader.timescale, reader.comments, reader.variables, reader.times);
    }

    private void readHeader() {
        while (true) {
            require(line < lines.length, "the header does not end");
            String text = lines[line++];
            require(text.endsWith(" $end"), "a header line without $end");
            String[] words = text.substring(0, text.length() - 5).split(" ", -1);
            switch (words[0]) {
                case "$version" -> version = text.substring(9, text.length() - 5);
                case "$comment" -> comments.add(text.substring(9, text.length() - 5));
                case "$timescale" -> timescale = text.substring(11, text.length() - 5);
                case "$scope" -> openScope(words);
                case "$upscope" -> {
                    require(words.length == 1 && !scopes.isEmpty(), "an $upscope too many");
                    scopes.removeLast();
                }
                case "$var" -> declare(words);
                case "$enddefinitions" -> {
                    require(words.length == 1 && scopes.isEmpty(), "a scope is still open");
                    require(timescale.matches("(1|10|100) (s|ms|us|ns|ps|fs)"), "timescale \"" + timescale + "\"");
                    return;
                }
                default -> throw refused("keyword " + words[0]);
            }
        }
    }

    private void openScope(String[] words) {
        require(words.length == 3 && words[1].equals("module") && NAME.matcher(words[2]).matches(), "not a scope");
        scopes.addLast(words[2]);
        require(scopePaths.add(String.join(".", scopes)), "a scope opened twice");
    }

    private void declare(String[] words) {
        require(words.length == 5 || words.length == 6, "not a variable");
        require(!scopes.isEmpty(), "a variable outside of all scopes");
        boolean real = words[1].equals("real");
        require(real || words[1].equals("wire"), "a variable of type " + words[1]);
        int width = Integer.parseInt(words[2]);
        String range = words.length == 6 ? words[5] : "";
        require(width >= 1 && (!real || width == 64), "width " + width);
        require(range.isEmpty() ? real || width == 1 : !real && range.equals("[" + (width - 1) + ":0]"),
                "range " + range);
        require(NAME.matcher(words[4]).matches(), "name " + words[4]);
        String path = String.join(".", scopes) + "." + words[4];
        require(variablePaths.add(path), "declared twice: " + path);
        VcdVariable variable = new VcdVariable(path, real, width, range);
        require(!words[3].isEmpty() && byIdentifier.put(words[3], variable) == null,
                "the identifier " + words[3] + " is used twice");
        variables.add(variable);
    }

    private void readHistory() {
        readTime();
        require(line < lines.length && lines[line++].equals("$dumpvars"), "no $dumpvars after the first time");
        while (line < lines.length && !lines[line].equals("$end")) {
            VcdVariable variable = readChange();
            require(variable.changes().size() == 1, "two initial values");
        }
        require(line < lines.length, "$dumpvars without $end");
        for (VcdVariable variable : variables) {
            require(!variable.changes().isEmpty(), "no initial value: " + variable.path());
        }
        line++;
        while (line < lines.length) {
            if (lines[line].startsWith("#")) {
                readTime();
                require(line == lines.length || !lines[line].startsWith("#"), "a time at which nothing happens");
            } else {
                readChange();
            }
        }
    }

    private void readTime() {
        require(line < lines.length && lines[line].matches("#(0|[1-9][0-9]*)"), "not a time");
        long time = Long.parseLong(lines[line].substring(1));
        require(times.isEmpty() || time > times.getLast(), "time does not increase");
        times.add(time);
        line++;
    }

    private VcdVariable readChange() {
        String text = lines[line];
        boolean scalar = text.startsWith("0") || text.startsWith("1");
        int space = text.indexOf(' ');
        require(scalar ? space < 0 : space > 0, "not a change");
        String identifier = text.substring(scalar ? 1 : space + 1);
        VcdVariable variable = byIdentifier.get(identifier);
        if (variable == null) {
            throw refused("the identifier " + identifier + " is not declared");
        }
        if (variable.real()) {
            require(text.startsWith("r"), "not a real");
            variable.add(times.getLast(), Double.toString(Double.parseDouble(text.substring(1, space))));
        } else {
            require(scalar == (variable.width() == 1), "the form of the value does not suit the variable");
            String digits = scalar ? text.substring(0, 1) : text.substring(1, space);
            require(scalar || text.startsWith("b"), "not a vector");
            require(digits.matches("[01]+"), "not binary");
            require(digits.length() <= variable.width(), "the value is wider than the variable");
            String value = "0".repeat(variable.width() - digits.length()) + digits;
            require(variable.changes().isEmpty() || !variable.changes().lastEntry().getValue().equals(value),
                    "a change that changes nothing");
            variable.add(times.getLast(), value);
        }
        line++;
        return variable;
    }

    private void require(boolean holds, String fault) {
        if (!holds) {
            throw refused(fault);
        }
    }

    private IllegalArgumentException refused(String fault) {
        return new IllegalArgumentException("line " + (line + 1) + ": " + fault);
    }
}
