package xnorsim.vcd;

import java.util.List;

/**
 * What a VCD file says.
 *
 * @param version   text of $version
 * @param timescale text of $timescale
 * @param comments  texts of the comments
 * @param variables the variables in the order of their declaration
 * @param times     every time stamp
 */
public record VcdDump(String version, String timescale, List<String> comments, List<VcdVariable> variables,
        List<Long> times) {

    /** Copies the lists. */
    public VcdDump {
        comments = List.copyOf(comments);
        variables = List.copyOf(variables);
        times = List.copyOf(times);
    }

    /** The variable of that full name, levels separated by dots. */
    public VcdVariable variable(String path) {
        return variables.stream().filter(variable -> variable.path().equals(path)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variable " + path + " among " + variables));
    }

    /** Full names of the variables in the order of their declaration. */
    public List<String> paths() {
        return variables.stream().map(VcdVariable::path).toList();
    }
}
