package xnorsim.proof.certificate;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import xnorsim.base.InputException;
import xnorsim.network.file.NetworkFile;

/** SHA-256 in hexadecimal digits. */
public final class Hashes {
    private Hashes() {}

    /** A hash to which parts are added. */
    public static MessageDigest begin() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The digits of a hash that is complete. */
    public static String digits(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest());
    }

    /**
     * The hash of the bytes of a model file.
     *
     * @throws InputException if the file cannot be read
     */
    public static String ofModel(Path file) {
        MessageDigest hash = begin();
        NetworkFile.KIND.addTo(hash, file);
        return digits(hash);
    }

    /**
     * The hash of the parameters of a layer: a line {@code bias threshold} for every row, {@code bias threshold reset}
     * where one of them has a reset other than 0.
     */
    static String ofRows(List<LayerCertificate.Row> rows) {
        StringBuilder lines = new StringBuilder();
        boolean resets = haveResets(rows);
        for (LayerCertificate.Row row : rows) {
            lines.append(row.bias()).append(' ').append(row.threshold());
            if (resets) {
                lines.append(' ').append(row.reset());
            }
            lines.append('\n');
        }
        return ofText(lines.toString());
    }

    /** Whether a row has a reset other than 0. */
    static boolean haveResets(List<LayerCertificate.Row> rows) {
        return rows.stream().anyMatch(row -> row.reset().signum() != 0);
    }

    /** The hash of a text of ASCII characters. */
    public static String ofText(String text) {
        MessageDigest hash = begin();
        hash.update(text.getBytes(StandardCharsets.US_ASCII));
        return digits(hash);
    }

    /** Adds numbers to a hash, eight bytes each, the lowest first. */
    public static void add(MessageDigest hash, long... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(numbers);
        hash.update(bytes);
    }
}
