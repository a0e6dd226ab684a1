# Prints the value of every variable of a dump at the times in $TIMES, then "end"; run by waveforms.sh.
set count [gtkwave::getNumFacs]
for {set k 0} {$k < $count} {incr k} { lappend names [gtkwave::getFacName $k] }
gtkwave::addSignalsFromList $names
foreach time $::env(TIMES) {
    gtkwave::setMarker $time
    foreach name $names { puts "VALUE $time $name [gtkwave::getTraceValueAtMarkerFromName $name]" }
}
puts "VALUE end"
exit
