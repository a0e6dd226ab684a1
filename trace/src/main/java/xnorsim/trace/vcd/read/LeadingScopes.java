package xnorsim.trace.vcd.read;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Scopes, each with its dot, that all names of a file begin with and that are left out so that they pair with another
 * file's; empty where the names pair as they are. Verilator, for one, wraps a design in a scope TOP.
 */
record LeadingScopes(String first, String second) {
    /** More levels than programs wrap around a design. */
    private static final int MAX_LEVELS = 4;

    /** Those with which most names pair, the shortest of them; none if names pair without. */
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

    /** The name that the second file has for what the first calls {@code path}. */
    String inSecond(String path) {
        return second + path.substring(first.length());
    }

    /** The name that the first file has for what the second calls {@code path}. */
    String inFirst(String path) {
        return first + path.substring(second.length());
    }

    /** No scope, the one that all names share, that and the one below which they share, and so on. */
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
