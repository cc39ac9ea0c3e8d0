# One line an edition, with the title that its own home page gives it.
for page in site/*/index.html; do
  address=${page#site/}
  tongue=$(sed -n 's/.*<html \(lang="[^"]*" dir="[^"]*"\).*/\1/p' "$page" | head -n 1)
  title=$(sed -n 's/.*<title>\(.*\)<\/title>.*/\1/p' "$page" | head -n 1)
  title=${title#* – }
  printf '<li %s><a href="%s">%s</a></li>\n' "$tongue" "$address" "${title:-$address}"
done > editions.txt
{
  printf '%s\n' '<!doctype html>' '<html lang="en">' '<head>' '<meta charset="utf-8">'
  printf '%s\n' '<meta name="viewport" content="width=device-width, initial-scale=1">' '<title>Handbook</title>'
  printf '%s\n' '</head>' '<body>' '<h1>Handbook</h1>' '<ul>'
  cat editions.txt
  printf '%s\n' '</ul>' '</body>' '</html>'
} > site/index.html
