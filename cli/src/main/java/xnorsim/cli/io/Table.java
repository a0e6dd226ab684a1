package xnorsim.cli.io;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in aligned columns, the first one to the left, others as the table was made. */
public final class Table {
    private final boolean numbers;
    private final List<List<String>> rows = new ArrayList<>();

    /** A table of names and values, all to the left. */
    public Table() {
        this(false);
    }

    /** A table whose columns after the first are numbers, to the right. */
    public Table(boolean numbers) {
        this.numbers = numbers;
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    @Override
    public String toString() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? "" : "  ");
                line.append(numbers && i > 0 ? padding + row.get(i) : row.get(i) + padding);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
