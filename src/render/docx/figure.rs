//! Figures: the same drawing as in the PDF, as vectors with a bitmap for who cannot show them,
//! and its figures in words for who cannot see it.

use super::body::{Body, Media};
use super::fragment;
use super::measure::{Emu, Twips};
use super::styles;
use super::xml::{Element, Node};
use crate::diagnostics::{Code, Finding, Location};
use crate::report::Figure;
use docx_rs::{Paragraph, Pic, Run};

/// The extension of a picture that names its vectors (MS-ODRAWXML, 2.3.2).
const SVG_EXTENSION: &str = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}";
const SVG_NAMESPACE: &str = "http://schemas.microsoft.com/office/drawing/2016/SVG/main";

/// Height that is left for caption, reading and notes on the page of a figure.
const CAPTION_ROOM: Twips = Twips(2_200);

impl Body<'_> {
    /// Writes a figure: caption, what it shows, the picture, its notes.
    pub fn figure(&mut self, figure: &Figure) {
        self.caption(&figure.id, &figure.label, &figure.caption);
        if !figure.reading.is_empty() {
            self.styled(styles::READING, &figure.reading);
        }
        let Some(picture) = self.context.layout.pictures.get(&figure.id) else {
            self.findings
                .push(undrawn(figure, self.context.informe.meta.number));
            return;
        };
        let number = self.media.len() + 1;
        let media = Media {
            png_rel: format!("rIdImagen{number}"),
            svg_rel: (!picture.svg.is_empty()).then(|| format!("rIdVector{number}")),
            picture,
        };
        let (width, height) = self.fit(picture.width_pt, picture.height_pt);
        // The bitmap is stored by us; docx-rs only writes the place where it goes.
        let pic = Pic::new_with_dimensions(Vec::new(), 1, 1)
            .id(media.png_rel.clone())
            .size(width.0, height.0);
        let style = self.context.styles.paragraph(styles::FIGURE);
        let mut paragraph = Paragraph::new()
            .style(style)
            .add_run(Run::new().add_image(pic));
        if !figure.notes.is_empty() {
            paragraph = paragraph.keep_next(true);
        }
        let mut element = fragment::paragraph(&paragraph);
        let svg = media.svg_rel.clone();
        let id = self.firsts.drawing + number - 1;
        element.walk_mut(&mut |e| dress(e, id, figure, svg.as_deref()));
        self.media.push(media);
        self.push_element(element);
        for note in &figure.notes {
            self.styled(styles::NOTE, note);
        }
    }

    /// As large as drawn, or as the page allows.
    fn fit(&self, width_pt: f64, height_pt: f64) -> (Emu, Emu) {
        let page = self.context.page;
        let widest = self.text_width().emu().0;
        let room = page.text_height(self.orientation).0;
        let highest = Twips(room.saturating_sub(CAPTION_ROOM.0)).emu().0;
        let (width, height) = (Emu::from_points(width_pt), Emu::from_points(height_pt));
        let scale = 1.0_f64
            .min(f64::from(widest) / f64::from(width.0.max(1)))
            .min(f64::from(highest) / f64::from(height.0.max(1)));
        let scaled = |length: Emu| Emu(((f64::from(length.0) * scale).round() as u32).max(1));
        (scaled(width), scaled(height))
    }
}

/// Alternative text, a number and a name of its own, and the vectors.
fn dress(element: &mut Element, id: usize, figure: &Figure, svg: Option<&str>) {
    match element.name.as_str() {
        "wp:docPr" | "pic:cNvPr" => {
            element.set("id", id.to_string());
            element.set("name", figure.label.trim_end_matches('.'));
            element.set("descr", figure.alt.as_str());
        }
        "pic:spPr" => element.attributes.retain(|(name, _)| name != "bwMode"),
        "a:blip" => {
            if let Some(svg) = svg {
                let blip = Element::new("asvg:svgBlip")
                    .with("xmlns:asvg", SVG_NAMESPACE)
                    .with("r:embed", svg);
                let extension = Element::new("a:ext").with("uri", SVG_EXTENSION).child(blip);
                let list = Element::new("a:extLst").child(extension);
                element.children.push(Node::Element(list));
            }
        }
        _ => {}
    }
}

fn undrawn(figure: &Figure, meeting: u8) -> Finding {
    let label = figure.label.trim_end_matches('.');
    Finding {
        meeting: Some(meeting),
        found: label.to_owned(),
        expected: "el dibujo de la figura".to_owned(),
        message: format!(
            "La figura «{label}» no tiene dibujo y el documento de Word no puede llevarla."
        ),
        help: "Revise `templates/estilo/informe.typ`: cada figura debe producir su dibujo."
            .to_owned(),
        ..Finding::new(Code(641), Location::file("templates/estilo/informe.typ"))
    }
}
