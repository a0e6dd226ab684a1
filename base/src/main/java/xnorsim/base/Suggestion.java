package xnorsim.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name a user may have meant. */
public final class Suggestion {
    /** Longer words are not typing errors, and the table for a very long one would take minutes. */
    private static final int LONGEST = 100;

    private Suggestion() {}

    /**
     * The known name with the smallest edit distance to {@code word}, if that is at most a third of the longer word's
     * length or at most two. Case is ignored, and '-' equals '_'.
     */
    public static Optional<String> closest(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream().filter(name -> distance(word, name) <= tolerance(word, name))
                .min(Comparator.comparingInt(name -> distance(word, name)));
    }

    private static int tolerance(String word, String name) {
        int longer = Math.max(word.length(), name.length());
        return Math.min(longer - 1, Math.max(2, longer / 3));
    }

    /** Levenshtein distance of two words, one row of the table at a time. */
    private static int distance(String first, String second) {
        String a = plain(first);
        String b = plain(second);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }
}
