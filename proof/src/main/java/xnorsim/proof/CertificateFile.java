package xnorsim.proof;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.network.FileKind;
import xnorsim.network.InputException;
import xnorsim.network.ReplacedFile;

/**
 * A certificate as a JSON file, with the hash of the model file it is about and of every layer's parameters.
 *
 * @param certificate what is certified; of a file that was read, without what only the search knows
 * @param modelHash   SHA-256 of the model file
 */
public record CertificateFile(Certificate certificate, String modelHash) {
    private static final String FORMAT = "xnorsim-certificate";
    private static final int VERSION = 1;
    /** Two numbers for each of some 400,000 output channels; in memory it takes twenty times as much. */
    private static final FileKind KIND = new FileKind("a certificate in JSON", 1L << 24);

    /** The text of the file. */
    public String toJson() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("format", FORMAT).put("version", VERSION).put("network", certificate.network())
                .put("model_sha256", modelHash).put("time_steps", certificate.timeSteps())
                .put("fraction_bits", certificate.fractionBits()).put("membrane_bits", certificate.membraneBits());
        ArrayNode layers = root.putArray("layers");
        for (LayerCertificate layer : certificate.layers()) {
            ObjectNode entry = layers.addObject();
            entry.put("name", layer.name()).put("fraction_bits", layer.fractionBits())
                    .put("membrane_bits", layer.membraneBits())
                    .put("parameters_sha256", Hashes.ofRows(layer.rows()));
            ArrayNode biases = entry.putArray("bias");
            ArrayNode thresholds = entry.putArray("threshold");
            layer.rows().forEach(row -> {
                biases.add(row.bias());
                thresholds.add(row.threshold());
            });
        }
        return root.toString();
    }

    /** Writes or replaces a file; only a certificate that holds is written. */
    public void write(Path file) {
        ReplacedFile.write(file, out -> out.write((toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a certificate. Nothing of what it claims is taken for true but its form and the hashes of its own parameters.
     *
     * @throws InputException if the file cannot be read or is no certificate
     */
    public static CertificateFile read(Path file) {
        byte[] json = KIND.bytes(file);
        try {
            return parse(JsonMapper.shared().readTree(json));
        } catch (JacksonException e) {
            throw new InputException(file + ": is no certificate: not JSON at line "
                    + Optional.ofNullable(e.getLocation()).map(l -> l.getLineNr()).orElse(1), e);
        } catch (InputException e) {
            throw e.in(file);
        }
    }

    private static CertificateFile parse(JsonNode root) {
        if (!text(root, "format").equals(FORMAT) || integer(root, "version", VERSION, VERSION) != VERSION) {
            throw InputException.wrongValue("certificate", "format", root.path("format"), FORMAT);
        }
        List<LayerCertificate> layers = new ArrayList<>();
        for (JsonNode entry : list(root, "layers")) {
            layers.add(layer(layers.size(), entry));
        }
        return new CertificateFile(
                new Certificate(text(root, "network"), integer(root, "time_steps", 1, Certifier.MOST_TIME_STEPS),
                        layers, integer(root, "fraction_bits", 0, Certifier.MOST_FRACTION_BITS),
                        integer(root, "membrane_bits", 1, Certificate.MOST_MEMBRANE_BITS)),
                text(root, "model_sha256"));
    }

    private static LayerCertificate layer(int index, JsonNode entry) {
        String name = text(entry, "name");
        JsonNode biases = list(entry, "bias");
        JsonNode thresholds = list(entry, "threshold");
        if (biases.size() != thresholds.size()) {
            throw InputException.wrongValue("layer " + name, "the number of thresholds", thresholds.size(),
                    biases.size() + ", as many as biases");
        }
        List<LayerCertificate.Row> rows = new ArrayList<>();
        for (int i = 0; i < biases.size(); i++) {
            rows.add(new LayerCertificate.Row(number(name, biases.get(i)), number(name, thresholds.get(i))));
        }
        if (!Hashes.ofRows(rows).equals(text(entry, "parameters_sha256"))) {
            throw new InputException("layer " + name + ": its parameters do not have the hash that is written there");
        }
        return new LayerCertificate(index, name, integer(entry, "fraction_bits", 0, Certifier.MOST_FRACTION_BITS),
                integer(entry, "membrane_bits", 1, 1024), rows, 0, List.of(), Optional.empty(), false);
    }

    private static BigInteger number(String layer, JsonNode node) {
        if (!node.isIntegralNumber() || node.bigIntegerValue().bitLength() > 1024) {
            throw InputException.wrongValue("layer " + layer, "a parameter", node, "a whole number");
        }
        return node.bigIntegerValue();
    }

    private static JsonNode list(JsonNode node, String key) {
        if (!node.path(key).isArray()) {
            throw InputException.missing("certificate", key, "a list");
        }
        return node.path(key);
    }

    private static String text(JsonNode node, String key) {
        if (!node.path(key).isString()) {
            throw InputException.missing("certificate", key, "a text");
        }
        return node.path(key).stringValue();
    }

    private static int integer(JsonNode node, String key, int least, int most) {
        JsonNode value = node.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least
                || value.intValue() > most) {
            throw InputException.wrongValue("certificate", key, value, least + ".." + most);
        }
        return value.intValue();
    }
}
