# Lines, regular expressions, hashes, sorting: what Perl programs do.
my ($file, $turns) = @ARGV;
my (%count, %after, $numbers, $length);
for my $turn (1 .. $turns) {
    open my $in, '<', $file or die "$file: $!";
    while (my $line = <$in>) {
        chomp $line;
        $length += length $line;
        $numbers += hex $1 while $line =~ /\b0x([0-9a-f]{1,8})\b/g;
        my @words = $line =~ /([A-Za-z_]\w+)/g;
        $count{$_}++ for @words;
        $after{"$words[$_] $words[$_ + 1]"}++ for 0 .. $#words - 1;
        (my $short = $line) =~ s/\s+/ /g;
        $length -= length $short;
    }
}
my @top = sort { $count{$b} <=> $count{$a} || $a cmp $b } keys %count;
my @pairs = sort { $after{$b} <=> $after{$a} || $a cmp $b } keys %after;
print scalar(@top), " $numbers $length @top[0 .. 9]\n@pairs[0 .. 4]\n";
