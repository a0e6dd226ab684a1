package xnorsim.trace.vcd.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Leading scopes, each with its dot, common to all names of a file and ignored so that the names match another file's;
 * empty if the names match as they are. Verilator, for example, wraps a design in a scope TOP.
 */
record LeadingScopes(String first, String second) {
    /** More levels than any program wraps around a design. */
    private static final int MAX_LEVELS = 4;

    /** The shortest scopes with which most names match; none if names match without. */
    static LeadingScopes of(Set<String> ones, Set<String> others) {
        LeadingScopes best = new LeadingScopes("", "");
        long most = best.pairs(ones, others);
        if (most > 0) {
            return best;
        }
        for (String first : shared(ones)) {
            for (String second : shared(others)) {
                LeadingScopes scopes = new LeadingScopes(first, second);
                long pairs = scopes.pairs(ones, others);
                if (pairs > most || (pairs == most && pairs > 0 && scopes.length() < best.length())) {
                    most = pairs;
                    best = scopes;
                }
            }
        }
        return best;
    }

    private int length() {
        return first.length() + second.length();
    }

    private long pairs(Set<String> ones, Set<String> others) {
        return ones.stream().filter(path -> others.contains(inSecond(path))).count();
    }

    /** The second file's name for {@code path} of the first. */
    String inSecond(String path) {
        return second + path.substring(first.length());
    }

    /** The first file's name for {@code path} of the second. */
    String inFirst(String path) {
        return first + path.substring(second.length());
    }

    /** No scope, the outermost common scope, the two outermost, and so on. */
    private static List<String> shared(Collection<String> paths) {
        List<String> scopes = new ArrayList<>(List.of(""));
        if (paths.isEmpty()) {
            return scopes;
        }
        String some = paths.iterator().next();
        for (int dot = some.indexOf('.'); dot > 0 && scopes.size() <= MAX_LEVELS; dot = some.indexOf('.', dot + 1)) {
            String scope = some.substring(0, dot + 1);
            if (!paths.stream().allMatch(path -> path.startsWith(scope) && path.length() > scope.length())) {
                break;
            }
            scopes.add(scope);
        }
        return scopes;
    }
}
