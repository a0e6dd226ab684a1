package xnorsim.explore.noise;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import xnorsim.arrays.readout.AnalogReadout;
import xnorsim.chip.arch.Architecture;
import xnorsim.chip.arch.ArchitectureFile;
import xnorsim.chip.layout.Mapping;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.file.NetworkFile;

/**
 * What makes the chips of a file comparable: number of images and seed, and digests of the model file, of the parsed
 * architecture, and of the images.
 *
 * @param parts name and value, in the order of the file
 */
public record ChipSetting(Map<String, String> parts) {
    private static final String BEGIN = "# xnorsim noise ";
    private static final int DIGITS = 16;
    /** Of the file; before 2 it named none, and lines had no check; before 3 the digest was of another text. */
    private static final String FORMAT = "3";

    /** Keeps the order. */
    public ChipSetting {
        parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
    }

    /**
     * A mapped network.
     *
     * @param mapping   on its chip
     * @param certified whether a certificate chose the number formats
     */
    public record Layout(Mapping mapping, boolean certified) {}

    /** The setting of a study of a model file. */
    public static ChipSetting of(Path model, Layout layout, AnalogReadout readout, LabelledImages labelled, int images,
            long seed) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("format", FORMAT);
        parts.put("images", Integer.toString(images));
        parts.put("seed", Long.toString(seed));
        MessageDigest network = sha256();
        NetworkFile.KIND.addTo(network, model);
        parts.put("network", hex(network.digest()));
        parts.put("architecture", hex(sha256().digest(canonical(layout, readout).getBytes(StandardCharsets.UTF_8))));
        MessageDigest data = sha256();
        for (int k = 0; k < images; k++) {
            data.update(labelled.pixels(k));
            data.update((byte) labelled.label(k));
        }
        parts.put("data", hex(data.digest()));
        return new ChipSetting(parts);
    }

    /**
     * All given and default values, independent of the file's notation; the study numbers the chips.
     */
    public static String canonical(Layout layout, AnalogReadout readout) {
        Architecture architecture = layout.mapping().architecture()
                .withReadout(readout.withVariation(readout.variation().withChip(0)));
        return ArchitectureFile.canonical(architecture) + ", certified " + layout.certified();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    }

    /** The first line of a file. */
    public String line() {
        return parts.entrySet().stream().map(part -> part.getKey() + " " + part.getValue())
                .collect(Collectors.joining(", ", BEGIN, ""));
    }

    /** Why a file with another first line does not match this setting. */
    public String difference(String line) {
        if (!line.startsWith(BEGIN)) {
            return "is not a chip file";
        }
        Map<String, String> theirs = new LinkedHashMap<>();
        for (String part : line.substring(BEGIN.length()).split(", ", -1)) {
            String[] words = part.split(" ", 2);
            theirs.put(words[0], words.length == 2 ? words[1] : "");
        }
        if (!theirs.keySet().equals(parts.keySet()) || !FORMAT.equals(theirs.get("format"))) {
            return "was written by another version, so its setting cannot be compared";
        }
        if (theirs.equals(parts)) {
            return "has a different second line";
        }
        return "holds chips of another setting: " + parts.entrySet().stream()
                .filter(part -> !part.getValue().equals(theirs.get(part.getKey())))
                .map(part -> switch (part.getKey()) {
                    case "images", "seed" -> part.getKey() + " " + theirs.get(part.getKey()) + " instead of "
                            + part.getValue();
                    default -> "another " + part.getKey();
                }).collect(Collectors.joining(", "));
    }
}
