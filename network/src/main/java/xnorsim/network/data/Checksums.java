package xnorsim.network.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import xnorsim.network.InputException;

/** SHA-256 of files, compared with what a file {@code SHA256SUMS} beside them says, as sha256sum writes it. */
final class Checksums {
    static final String LIST = "SHA256SUMS";
    private static final int DIGITS = 64;

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
     * @throws InputException if they differ, or one cannot be read
     */
    static void verify(Path file) {
        Path list = file.resolveSibling(LIST);
        if (!Files.isRegularFile(list)) {
            return;
        }
        for (String line : lines(list)) {
            if (line.length() > DIGITS + 2 && line.substring(DIGITS + 2).equals(String.valueOf(file.getFileName()))) {
                String expected = line.substring(0, DIGITS).toLowerCase(Locale.ROOT);
                String found = of(file);
                if (!found.equals(expected)) {
                    throw InputException.wrongValue(file.toString(), "the SHA-256 sum", found,
                            expected + ", as " + LIST + " beside it says");
                }
            }
        }
    }

    private static List<String> lines(Path list) {
        try {
            return Files.readAllLines(list);
        } catch (IOException e) {
            throw InputException.unreadable(list, e);
        }
    }

    private static String of(Path file) {
        MessageDigest digest = sha256();
        byte[] block = new byte[1 << 16];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                digest.update(block, 0, count);
            }
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
