package xnorsim.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completion of commands, options and their values for a shell, made from the options themselves. Where a word may be a
 * file, the shell completes it as it does elsewhere; picocli's own script knows files only behind options of type File,
 * and prints constants as Java spells them.
 */
final class CompletionScript {
    private static final Pattern FILE = Pattern.compile("FILE|DIR|MODEL|NPY|NPZ|VCD|JSON", Pattern.CASE_INSENSITIVE);

    private final CommandSpec root;
    private final Map<String, CommandSpec> commands = new LinkedHashMap<>();

    CompletionScript(CommandSpec root) {
        this.root = root;
        collect("", root);
    }

    private void collect(String path, CommandSpec command) {
        commands.put(path, command);
        for (Map.Entry<String, CommandLine> sub : command.subcommands().entrySet()) {
            if (!sub.getValue().getCommandSpec().usageMessage().hidden()) {
                collect((path + " " + sub.getKey()).strip(), sub.getValue().getCommandSpec());
            }
        }
    }

    /** For bash 4 and later. */
    String bash() {
        return """
                # Completion of %1$s in bash: source this, or save it as ~/.local/share/bash-completion/completions/%1$s
                _%1$s() {
                    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command="" i
                    local commands="" options="" values="" files=yes
                    COMPREPLY=()
                    for ((i = 1; i < COMP_CWORD; i++)); do
                        case "$command/${COMP_WORDS[i]}" in
                            %2$s) command="${command:+$command }${COMP_WORDS[i]}" ;;
                        esac
                    done
                %3$s
                    if [[ -n $values ]]; then
                        COMPREPLY=($(compgen -W "$values" -- "$word"))
                    elif [[ $word == -* ]]; then
                        COMPREPLY=($(compgen -W "$options" -- "$word"))
                    elif [[ -n $commands ]]; then
                        COMPREPLY=($(compgen -W "$commands" -- "$word"))
                    fi
                    # Without a word of its own to offer, bash completes names of files.
                    [[ $files != no ]] || { type compopt &>/dev/null && compopt +o default +o bashdefault; }
                }
                complete -o bashdefault -o default -F _%1$s %1$s
                """.formatted(root.name(), paths(), tables());
    }

    /** For zsh. */
    String zsh() {
        return """
                #compdef %1$s
                # Completion of %1$s in zsh: source this, or save it as _%1$s in a folder of $fpath
                _%1$s() {
                    local word=$words[CURRENT] before=$words[CURRENT-1] command="" i
                    local commands="" options="" values="" files=yes
                    for ((i = 2; i < CURRENT; i++)); do
                        case "$command/$words[i]" in
                            %2$s) command="${command:+$command }$words[i]" ;;
                        esac
                    done
                %3$s
                    if [[ -n $values ]]; then
                        compadd -- ${=values}
                    elif [[ -n $commands && $word != -* ]]; then
                        compadd -- ${=commands}
                    elif [[ $before == -* && $files == no ]]; then
                        _message value
                    elif [[ $before == -* && $files == only ]]; then
                        _files
                    else
                        [[ -n $word && $word != -* ]] || compadd -- ${=options}
                        [[ $word == -* ]] || _files
                    fi
                }
                if ! whence compdef >/dev/null; then
                    autoload -U compinit && compinit
                fi
                compdef _%1$s %1$s
                """.formatted(root.name(), paths(), tables());
    }

    /** Patterns of a command so far and the word that leads on from it. */
    private String paths() {
        List<String> patterns = new ArrayList<>();
        for (String path : commands.keySet()) {
            if (!path.isEmpty()) {
                int last = path.lastIndexOf(' ');
                patterns.add('"' + path.substring(0, Math.max(0, last)) + '/' + path.substring(last + 1) + '"');
            }
        }
        return String.join(" | ", patterns);
    }

    /** What each command offers, and what each option of it that takes a value does. */
    private String tables() {
        StringBuilder script = new StringBuilder("    case $command in\n");
        StringBuilder behind = new StringBuilder("    case \"$command/$before\" in\n");
        commands.forEach((path, command) -> {
            String inner = command.subcommands().keySet().stream()
                    .filter(name -> commands.containsKey((path + " " + name).strip()))
                    .reduce((a, b) -> a + " " + b).orElse("");
            String positional = command.positionalParameters().stream()
                    .flatMap(parameter -> values(parameter.completionCandidates())).distinct()
                    .reduce((a, b) -> a + " " + b).orElse("");
            String words = inner.isEmpty() ? positional : inner;
            script.append("        \"").append(path).append("\")\n            options=\"").append(options(command))
                    .append("\"\n");
            if (!words.isEmpty()) {
                script.append("            commands=\"").append(words).append("\"\n            files=no\n");
            }
            script.append("            ;;\n");
            for (OptionSpec option : command.options()) {
                if (option.arity().max() > 0 && !option.hidden()) {
                    behind(behind, path, option);
                }
            }
        });
        return script.append("    esac\n") + behind.append("    esac").toString();
    }

    private static String options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .reduce((a, b) -> a + " " + b).orElse("");
    }

    private static void behind(StringBuilder script, String path, OptionSpec option) {
        String values = values(option.completionCandidates()).reduce((a, b) -> a + " " + b).orElse("");
        String patterns = Stream.of(option.names()).map(name -> '"' + path + '/' + name + '"')
                .reduce((a, b) -> a + " | " + b).orElse("");
        boolean file = FILE.matcher(option.paramLabel()).find();
        script.append("        ").append(patterns).append(") commands=\"\"; ");
        script.append(values.isEmpty() ? file ? "files=only" : "files=no" : "values=\"" + values + "\"; files=no");
        script.append(" ;;\n");
    }

    private static Stream<String> values(@Nullable Iterable<String> candidates) {
        return candidates == null
                ? Stream.empty()
                : StreamSupport.stream(candidates.spliterator(), false).map(word -> word.toLowerCase(Locale.ROOT));
    }
}
