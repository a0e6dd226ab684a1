package xnorsim.proof.certificate;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xnorsim.base.FileKind;
import xnorsim.base.InputException;
import xnorsim.base.PlainJson;
import xnorsim.base.ReplacedFile;
import xnorsim.base.Section;
import xnorsim.base.Value;
import xnorsim.network.FixedWeights;

/**
 * A certificate as a JSON file, with the hash of the model file it is about and of every layer's parameters.
 *
 * @param certificate what is certified; of a file that was read, without data known only to the search
 * @param modelHash   SHA-256 of the model file
 */
public record CertificateFile(Certificate certificate, String modelHash) {
    private static final String FORMAT = "xnorsim-certificate";
    private static final int VERSION = 1;
    /** Two numbers for each of some 400,000 output channels; in memory it takes twenty times as much. */
    private static final FileKind KIND = new FileKind("a certificate in JSON", 1L << 24);
    private static final String RESET = "reset";
    private static final int MAX_PARAMETER_BITS = 1024;
    private static final int MAX_MEMBRANE_BITS = 2048;
    /** A digital layer has as many as its sums: 32 of the weights, 8 of directly coded pixels. */
    private static final int MAX_FRACTION_BITS = FixedWeights.MAX_FRACTION_BITS + 8;

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
            // Files about soft resets stay as they were.
            if (Hashes.haveResets(layer.rows())) {
                ArrayNode resets = entry.putArray(RESET);
                layer.rows().forEach(row -> resets.add(row.reset()));
            }
        }
        return root.toString();
    }

    /** Writes or replaces a file; only a certificate that holds is written. */
    public void write(Path file) {
        ReplacedFile.write(file, out -> out.write((toJson() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Reads a certificate strictly: unknown or repeated keys are rejected. Only its form and the hashes of its own
     * parameters are checked, not its claims.
     *
     * @throws InputException if the file cannot be read or is no certificate
     */
    public static CertificateFile read(Path file) {
        byte[] json = KIND.bytes(file);
        try {
            return parse(PlainJson.parse("certificate", json));
        } catch (InputException e) {
            throw e.in(file);
        }
    }

    private static CertificateFile parse(Section root) {
        root.requireFormat(FORMAT, VERSION);
        List<LayerCertificate> layers = new ArrayList<>();
        for (Section entry : root.value("layers").maps("a list of objects")) {
            layers.add(layer(layers.size(), entry));
        }
        CertificateFile file = new CertificateFile(
                new Certificate(root.value("network").text(), root.whole("time_steps", 1, Certifier.MAX_TIME_STEPS),
                        layers, root.whole("fraction_bits", 0, Certifier.MAX_FRACTION_BITS),
                        root.whole("membrane_bits", 1, Certificate.MAX_MEMBRANE_BITS)),
                root.value("model_sha256").text());
        root.requireKnownKeys();
        return file;
    }

    private static LayerCertificate layer(int index, Section entry) {
        String name = entry.value("name").text();
        List<BigInteger> biases = parameters(entry.value("bias"));
        List<BigInteger> thresholds = parameters(entry.value("threshold"));
        Optional<List<BigInteger>> resets = entry.optional(RESET).map(CertificateFile::parameters);
        if (biases.size() != thresholds.size() || resets.filter(list -> list.size() != biases.size()).isPresent()) {
            throw InputException.wrongValue("layer " + name, "the number of thresholds or resets",
                    biases.size() == thresholds.size() ? resets.orElseThrow().size() : thresholds.size(),
                    biases.size() + ", as many as biases");
        }
        List<LayerCertificate.Row> rows = new ArrayList<>();
        for (int i = 0; i < biases.size(); i++) {
            int row = i;
            rows.add(new LayerCertificate.Row(biases.get(i), thresholds.get(i),
                    resets.map(list -> list.get(row)).orElse(BigInteger.ZERO)));
        }
        if (!Hashes.ofRows(rows).equals(entry.value("parameters_sha256").text())) {
            throw new InputException("layer " + name + ": its parameters do not match their hash");
        }
        LayerCertificate layer = LayerCertificate.claimed(index, name,
                entry.whole("fraction_bits", 0, MAX_FRACTION_BITS),
                entry.whole("membrane_bits", 1, MAX_MEMBRANE_BITS), rows);
        entry.requireKnownKeys();
        return layer;
    }

    private static List<BigInteger> parameters(Value list) {
        return list.entries("a list of whole numbers of at most " + MAX_PARAMETER_BITS + " bits", _ -> true)
                .map(number -> number.wholeOfBits(MAX_PARAMETER_BITS)).toList();
    }
}
