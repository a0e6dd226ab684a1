package xnorsim.cli.corpus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import xnorsim.base.CheckedLines;

/** Harm to records of a long run by somebody who computes the checks of the lines anew. */
final class SealedDamage {
    private static final Pattern CHECK = Pattern.compile(",(\"check\":\")?[0-9a-f]{16}(\"})?$");

    private SealedDamage() {}

    static byte[] of(byte[] good, Random random) {
        List<String> lines = new ArrayList<>(new String(good, StandardCharsets.UTF_8).lines().toList());
        boolean json = lines.getFirst().startsWith("{");
        int first = 0;
        while (first < lines.size() && !CHECK.matcher(lines.get(first)).find()) {
            first++;
        }
        String head = lines.subList(0, first).stream().map(line -> line + "\n").collect(Collectors.joining());
        CheckedLines.Seal seal = new CheckedLines.Seal(
                json ? CheckedLines.Form.JSON : CheckedLines.Form.CSV, head);
        if (first < lines.size()) {
            int at = first + random.nextInt(lines.size() - first);
            String record = CHECK.matcher(lines.get(at)).replaceFirst(json ? "}" : "");
            String harmed = new String(TextDamage.of(record.getBytes(StandardCharsets.UTF_8), random),
                    StandardCharsets.UTF_8).replace("\n", " ");
            if (!json || harmed.endsWith("}")) {
                lines.set(at, seal.line(harmed).stripTrailing());
            }
        }
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
