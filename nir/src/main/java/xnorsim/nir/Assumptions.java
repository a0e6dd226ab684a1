package xnorsim.nir;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import xnorsim.network.InputCoding;
import xnorsim.network.neuron.Reset;

/**
 * What a graph leaves open: the options decide, else the notes of its file, else it is assumed; and the lines about it.
 */
final class Assumptions {
    private static final int DEFAULT_TIME_STEPS = 8;
    private static final String RESET_NOTE = "reset_mechanism";
    private static final String CODING_NOTE = "input_coding";
    private static final String TIME_STEPS_NOTE = "time_steps";

    private final ImportOptions options;
    private final Map<String, String> metadata;

    Assumptions(ImportOptions options, Map<String, String> metadata) {
        this.options = options;
        this.metadata = metadata;
    }

    /** Puts down in a file's notes how layers reset, how images enter, and how many time steps they have. */
    static void write(Map<String, String> metadata, Map<String, Reset> resets, InputCoding coding, int timeSteps) {
        metadata.put(TIME_STEPS_NOTE, Integer.toString(timeSteps));
        metadata.put(CODING_NOTE, coding.key());
        Set<String> kinds = resets.values().stream().map(Reset::key).collect(Collectors.toSet());
        if (kinds.size() == 1) {
            metadata.put(RESET_NOTE, kinds.iterator().next());
        } else {
            resets.forEach((layer, reset) -> metadata.put(RESET_NOTE + "." + layer, reset.key()));
        }
    }

    ImportOptions options() {
        return options;
    }

    /** Whether neurons of a node that fire are set to their v_reset. */
    boolean hardReset(String node) {
        return options.hardReset().or(() -> notedReset(node)).orElse(false);
    }

    /** What the notes say about a node, or about all; other programs' words are no answer. */
    private Optional<Boolean> notedReset(String node) {
        String word = metadata.getOrDefault(RESET_NOTE + "." + node, metadata.getOrDefault(RESET_NOTE, ""));
        return switch (word) {
            case "hard" -> Optional.of(true);
            case "soft" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    InputCoding coding() {
        return options.coding().or(this::notedCoding).orElse(InputCoding.POISSON);
    }

    private Optional<InputCoding> notedCoding() {
        String word = metadata.getOrDefault(CODING_NOTE, "").toUpperCase(Locale.ROOT);
        return List.of(InputCoding.values()).stream().filter(coding -> coding.name().equals(word)).findFirst();
    }

    int timeSteps() {
        return options.timeSteps().isPresent()
                ? options.timeSteps().getAsInt()
                : notedTimeSteps().orElse(DEFAULT_TIME_STEPS);
    }

    private Optional<Integer> notedTimeSteps() {
        String told = metadata.getOrDefault(TIME_STEPS_NOTE, "");
        return told.matches("[0-9]{1,5}(\\.0)?")
                ? Optional.of(Integer.valueOf(told.replace(".0", "")))
                : Optional.empty();
    }

    /** A line for each of the three that is not the options' word, and one for how pixels enter directly. */
    void explain(List<String> neurons, List<Imported.Note> notes) {
        if (options.hardReset().isEmpty()) {
            neurons.stream().map(this::resetText).collect(Collectors.toCollection(LinkedHashSet::new))
                    .forEach(text -> add(notes, "reset", text));
        }
        if (options.coding().isEmpty()) {
            add(notes, "coding", notedCoding().map(coding -> coding.key() + ", from the file's metadata (" + CODING_NOTE
                    + "); --input-coding overrides it").orElse("poisson: the file does not specify the input coding;"
                            + " --input-coding direct feeds pixel values" + hint(CODING_NOTE)));
        }
        if (coding() == InputCoding.DIRECT) {
            add(notes, "coding", "direct: pixel / 256 is the input of every time step. A network trained on pixel /"
                    + " 255 needs the"
                    + " first layer's weights times 256 / 255 (a Scale node after the Input), one trained on"
                    + " (x - mean) / std also / std, with the mean folded into the biases");
        }
        if (options.timeSteps().isEmpty()) {
            add(notes, "time steps", notedTimeSteps().map(steps -> steps + ", from the file's metadata")
                    .orElse(DEFAULT_TIME_STEPS + ": not specified in the file; set by --time-steps"
                            + hint(TIME_STEPS_NOTE)));
        }
    }

    private String resetText(String node) {
        String one = metadata.containsKey(RESET_NOTE + "." + node) ? RESET_NOTE + "." + node : RESET_NOTE;
        return notedReset(node).map(hard -> hard
                ? "hard, from the file's metadata (" + one + " = hard); --reset soft subtracts the threshold instead"
                : "soft, from the file's metadata (" + one + " = soft); --reset hard sets to v_reset instead")
                .orElse("soft: not specified in the file; --reset hard sets membranes to v_reset"
                        + metadata.keySet().stream().filter(key -> key.contains("reset")).findFirst().map(this::hint)
                                .orElse(""));
    }

    private String hint(String key) {
        return metadata.containsKey(key) ? "; the file's metadata say " + key + " = " + metadata.get(key) : "";
    }

    private static void add(List<Imported.Note> notes, String place, String text) {
        notes.add(new Imported.Note(place, "assumed", text));
    }
}
