package xnorsim.network.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import xnorsim.base.FileKind;
import xnorsim.base.InputException;

/** SHA-256 of files, compared with what a file {@code SHA256SUMS} beside them says, as sha256sum writes it. */
final class Checksums {
    static final String LIST = "SHA256SUMS";
    private static final FileKind LISTS = new FileKind("checksums as written by sha256sum", 1 << 25);
    private static final FileKind LISTED = new FileKind("a file of a data set", FileKind.ANY_SIZE);
    private static final int DIGITS = 64;
    private static final Pattern LINE = Pattern.compile("([0-9a-fA-F]{64}) [ *](?:\\./)?(.+)");

    private Checksums() {}

    /** A new digest. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * Compares a file with its entry in the list beside it; a file without an entry passes.
     *
     * @return whether there is an entry
     * @throws InputException if they differ, the list is no list of sums, or one of the files cannot be read
     */
    static boolean verify(Path file) {
        Path list = file.resolveSibling(LIST);
        if (!Files.exists(list)) {
            return false;
        }
        boolean listed = false;
        List<String> lines = lines(list);
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = LINE.matcher(lines.get(i));
            if (!line.matches()) {
                throw new InputException(list + ": line " + (i + 1) + " is not a checksum, expected " + DIGITS
                        + " hexadecimal digits, two spaces and a name, as written by sha256sum");
            }
            if (line.group(2).equals(String.valueOf(file.getFileName()))) {
                requireSum(file, line.group(1).toLowerCase(Locale.ROOT));
                listed = true;
            }
        }
        return listed;
    }

    private static void requireSum(Path file, String expected) {
        String found = of(file);
        if (!found.equals(expected)) {
            throw InputException.wrongValue(file.toString(), "the SHA-256 sum", found,
                    expected + ", as " + LIST + " beside it says");
        }
    }

    /** Lines that say something. */
    private static List<String> lines(Path list) {
        return LISTS.text(list).lines().filter(line -> !line.isBlank()).toList();
    }

    private static String of(Path file) {
        MessageDigest digest = sha256();
        LISTED.addTo(digest, file);
        return HexFormat.of().formatHex(digest.digest());
    }
}
