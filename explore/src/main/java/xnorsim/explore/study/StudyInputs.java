package xnorsim.explore.study;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import xnorsim.base.InputException;
import xnorsim.network.Layer;
import xnorsim.network.Network;
import xnorsim.network.data.LabelledImages;
import xnorsim.network.data.Split;
import xnorsim.network.file.NetworkFile;

/**
 * The inputs of all points of a study. Immutable; shared by all threads.
 */
public final class StudyInputs {
    private static final String LAYER_KEY = "replicas.";

    private final Map<Path, Network> networks;
    private final Technologies technologies;
    private final LabelledImages images;
    private final String digest;

    private StudyInputs(Map<Path, Network> networks, Technologies technologies, LabelledImages images, String digest) {
        this.networks = networks;
        this.technologies = technologies;
        this.images = images;
        this.digest = digest;
    }

    /**
     * Reads the models and images of a study.
     *
     * @throws InputException if one of them cannot be read, or there are fewer images than the study takes
     */
    public static StudyInputs read(Study study) {
        LabelledImages images = LabelledImages.read(study.workload().data(), Split.TEST);
        if (study.workload().images() > images.count()) {
            throw InputException.wrongValue("study " + study.name(), "images", study.workload().images(),
                    "at most " + images.count() + ", the number of images in " + study.workload().data());
        }
        MessageDigest sha = sha256();
        add(sha, study.definition().getBytes(StandardCharsets.UTF_8));
        add(sha, images.digest().getBytes(StandardCharsets.UTF_8));
        Technologies technologies = new Technologies(study);
        add(sha, technologies.content().getBytes(StandardCharsets.UTF_8));
        Map<Path, Network> networks = new LinkedHashMap<>();
        for (Path file : models(study)) {
            Network network = NetworkFile.read(file).network();
            if (!network.input().equals(images.shape())) {
                throw InputException.wrongValue(file.toString(), "the input of network " + network.name(),
                        network.input(), images.shape() + ", the shape of the images in " + study.workload().data());
            }
            checkLayers(study, network);
            networks.put(file, network);
            add(sha, NetworkFile.KIND.bytes(file));
        }
        return new StudyInputs(networks, technologies, images, HexFormat.of().formatHex(sha.digest()));
    }

    /** Keys such as {@code replicas.conv2} name layers. */
    private static void checkLayers(Study study, Network network) {
        List<String> layers = network.layers().stream().map(Layer::name).toList();
        for (Axis axis : study.axes()) {
            for (String key : axis.keys()) {
                if (key.startsWith(LAYER_KEY) && !layers.contains(key.substring(LAYER_KEY.length()))) {
                    throw InputException.unknown("axes", "layer", key, layers.stream().map(LAYER_KEY::concat).toList());
                }
            }
        }
    }

    private static Set<Path> models(Study study) {
        Set<Path> files = new TreeSet<>();
        for (Axis axis : study.axes()) {
            int at = axis.keys().indexOf(Study.MODEL);
            if (at >= 0) {
                axis.samples().stream().map(row -> row.get(at)).map(JsonNode::stringValue)
                        .map(study.workload().folder()::resolve).forEach(files::add);
            }
        }
        if (files.isEmpty()) {
            files.add(study.workload().model());
        }
        return files;
    }

    /** Each part by its own sum, so that no two lists of parts run together. */
    private static void add(MessageDigest sha, byte[] part) {
        sha.update(sha256().digest(part));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * The network of a model file of the study.
     *
     * @throws InputException if the study has no such model
     */
    public Network network(Path model) {
        Network network = networks.get(model);
        if (network == null) {
            throw InputException.wrongValue("study", Study.MODEL, model,
                    InputException.oneOf(networks.keySet().stream().map(Path::toString).toList()));
        }
        return network;
    }

    /**
     * Rejects a point that cannot belong to the study.
     *
     * @throws InputException if it has a value that no architecture, model or technology could take
     */
    public void requirePossible(Study study, Point point) {
        ValueCheck.check(study, point);
        network(study.model(point));
    }

    /** The technology tables. */
    public Technologies technologies() {
        return technologies;
    }

    /** The images. */
    public LabelledImages images() {
        return images;
    }

    /** SHA-256 in hexadecimal over the study, its models and its images: what results depend on besides the program. */
    public String digest() {
        return digest;
    }
}
